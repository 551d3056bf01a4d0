package io.quadrille.handlers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Sensitive;
import io.quadrille.handlers.Reject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No sensitive value in a reject, however it is written. */
final class WithheldTest {
    private record Card(String number) {
        @Override
        public String toString() {
            return "****";
        }
    }

    private record Patient(
            String id,
            String town,
            @Sensitive String name,
            @Sensitive Optional<BigDecimal> income,
            @Sensitive LocalDate born) {}

    private record Payment(String id, @Sensitive Card card) {}

    private record Open(String id) {}

    private static final Layout<Patient> PATIENTS = layout(Patient.class);
    private static final Patient PATIENT = new Patient(
            "p1", "Köln", "Jörg Weißhaupt", Optional.of(new BigDecimal("52300.50")), LocalDate.of(1987, 3, 14));

    private static <T> Layout<T> layout(Class<T> recordClass) {
        return RecordType.records("test.withheld.v1", recordClass).layout().orElseThrow();
    }

    private static String shown(@Nullable String column, String message) {
        return Withheld.message(PATIENTS, PATIENT, new Reject("BAD", column, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no Jörg Weißhaupt in Köln",
                "no JÖRG WEISSHAUPT",
                "no jorg weisshaupt",
                "no JoergWeißhaupt",
                "no J.ö.r.g",
                "it ends in haupt",
                "earns 52,300.5",
                "earns 5.23005E+4",
                "earns 52300.500",
                "born 14.03.1987",
                "born 19870314"
            })
    void message_that_repeats_a_sensitive_value_is_withheld(String message) {
        assertThat(shown("town", message))
                .isEqualTo(
                        "(message of " + message.length() + " characters withheld: the record has a sensitive field)");
    }

    @Test
    void message_about_an_open_column_is_shown() {
        assertThat(shown("town", "no such town: Köln")).isEqualTo("no such town: Köln");
    }

    @Test
    void message_without_an_open_column_is_withheld() {
        assertThat(shown(null, "too poor")).startsWith("(message of 8 characters withheld");
        assertThat(shown("name", "too short")).startsWith("(message of 9 characters withheld");
        assertThat(shown("no-column", "too short")).startsWith("(message of 9 characters withheld");
    }

    @Test
    void nested_sensitive_value_is_withheld_whatever_its_text() {
        String message = Withheld.message(
                layout(Payment.class),
                new Payment("p1", new Card("4111111111111111")),
                new Reject("BAD", "id", "card 4111111111111111"));

        assertThat(message).startsWith("(message of ");
    }

    @Test
    void column_that_is_none_is_withheld() {
        assertThat(Withheld.column(PATIENTS, new Reject("BAD", "Jörg Weißhaupt", "")))
                .isNull();
        assertThat(Withheld.column(PATIENTS, new Reject("BAD", "name", ""))).isEqualTo("name");
        assertThat(Withheld.column(layout(Open.class), new Reject("BAD", "anything", "")))
                .isEqualTo("anything");
    }

    @Test
    void record_without_a_sensitive_field_shows_all() {
        assertThat(Withheld.message(layout(Open.class), new Open("o1"), new Reject("BAD", null, "o1 is bad")))
                .isEqualTo("o1 is bad");
    }
}
