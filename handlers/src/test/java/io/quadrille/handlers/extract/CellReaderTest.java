package io.quadrille.handlers.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Sensitive;
import io.quadrille.handlers.extract.CellReader.BadCell;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CellReaderTest {
    private enum Colour {
        RED,
        GREEN
    }

    private record Row(
            String text,
            Optional<String> maybeText,
            byte tiny,
            int number,
            long large,
            BigInteger huge,
            Optional<Integer> maybe,
            BigDecimal amount,
            boolean flag,
            LocalDate day,
            Instant time,
            Colour colour,
            Optional<Colour> maybeColour,
            @Sensitive int secret) {}

    private static final List<Field> FIELDS =
            RecordType.records("test.row.v1", Row.class).layout().orElseThrow().fields();

    private static @Nullable Object read(String column, String cell) {
        Field field =
                FIELDS.stream().filter(f -> f.name().equals(column)).findFirst().orElseThrow();
        return CellReader.read(field, cell);
    }

    private static void refuses(String column, String cell, String code, String reason) {
        assertThatThrownBy(() -> read(column, cell)).isInstanceOfSatisfying(BadCell.class, bad -> {
            assertThat(bad.code()).isEqualTo(code);
            assertThat(bad.reason()).isEqualTo(reason);
        });
    }

    private static void refuses(String column, String cell, String code) {
        assertThatThrownBy(() -> read(column, cell)).isInstanceOfSatisfying(BadCell.class, bad -> assertThat(bad.code())
                .isEqualTo(code));
    }

    @Test
    void text_is_carried_as_it_stands() {
        assertThat(read("text", "")).isEqualTo("");
        assertThat(read("text", "  a\u0000\t ")).isEqualTo("  a\u0000\t ");
        assertThat(read("maybe_text", "")).isNull();
        assertThat(read("maybe_text", " ")).isEqualTo(" ");
    }

    @ParameterizedTest
    @CsvSource({
        "12,12",
        "+5,5",
        "-0,0",
        "' 7 ',7",
        "0012,12",
        "-2147483648,-2147483648",
        "+0000000000000000000000000005,5"
    })
    void whole_number_is_read(String cell, int expected) {
        assertThat(read("number", cell)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0", "1e5", "-", "+", "--1", "+-1", "1 000", "1,000", "0x1F", "١٢", "１２", "12a", "NaN", "∞", "\u00a01"
            })
    void what_is_no_whole_number_is_not_a_number(String cell) {
        refuses("number", cell, "NOT_A_NUMBER");
        refuses("huge", cell, "NOT_A_NUMBER");
    }

    @Test
    void whole_number_beyond_its_type_is_out_of_range() {
        refuses(
                "number",
                "2147483648",
                "OUT_OF_RANGE",
                "\"2147483648\" is beyond what the column holds (-2147483648 to 2147483647)");
        refuses("tiny", "128", "OUT_OF_RANGE");
        refuses("large", "9223372036854775808", "OUT_OF_RANGE");
        refuses("large", "-9223372036854775809", "OUT_OF_RANGE");
        refuses("huge", "1".repeat(401), "OUT_OF_RANGE");
        assertThat(read("tiny", "-128")).isEqualTo((byte) -128);
        assertThat(read("large", "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(read("huge", "-" + "9".repeat(400))).isEqualTo(new BigInteger("-" + "9".repeat(400)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12.50",
                "-0",
                "+5",
                ".5",
                "5.",
                "1e5",
                "1E-5",
                "0.000",
                "1e1000",
                "12345678901234567890123456789012345678901"
            })
    void decimal_keeps_its_digits_and_its_scale(String cell) {
        assertThat(read("amount", " " + cell + " ")).isEqualTo(new BigDecimal(cell));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12,50", "12,50€", "1 000.0", "١.٥", "e5", "1e", "1e99999999999", "1d", "0x1p3", "Infinity", "."
            })
    void what_is_no_decimal_is_not_a_number(String cell) {
        refuses("amount", cell, "NOT_A_NUMBER");
    }

    @Test
    void decimal_whose_size_would_fill_the_heap_is_not_storable() {
        refuses("amount", "1e2147483647", "NOT_STORABLE");
        refuses("amount", "0e-2147483647", "NOT_STORABLE");
        refuses("amount", "1e1001", "NOT_STORABLE", "\"1e1001\" has an exponent beyond 1000");
        refuses("amount", "1".repeat(401), "NOT_STORABLE");
        refuses("amount", "x".repeat(401), "NOT_A_NUMBER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "T", "YES", "y", "1", " True "})
    void flag_is_set(String cell) {
        assertThat(read("flag", cell)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "F", "No", "n", "0"})
    void flag_is_clear(String cell) {
        assertThat(read("flag", cell)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "on", "ja", "truE!"})
    void what_is_no_flag_is_not_a_boolean(String cell) {
        refuses("flag", cell, "NOT_A_BOOLEAN");
    }

    @Test
    void leap_days_are_days_of_leap_years_alone() {
        assertThat(read("day", "2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(read("day", " 2000-02-29 ")).isEqualTo(LocalDate.of(2000, 2, 29));
        refuses("day", "2023-02-29", "NOT_A_DATE", "\"2023-02-29\" is not a date (such as 2026-01-31)");
        refuses("day", "1900-02-29", "NOT_A_DATE");
        refuses("day", "2026-04-31", "NOT_A_DATE");
        refuses("day", "2026-1-5", "NOT_A_DATE");
        refuses("day", "31.01.2026", "NOT_A_DATE");
    }

    @Test
    void time_is_read_with_its_offset() {
        assertThat(read("time", "2026-01-31T12:00:00+02:00")).isEqualTo(Instant.parse("2026-01-31T10:00:00Z"));
        assertThat(read("time", "2026-01-31T12:00Z")).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(read("time", "2026-01-31T12:00:00.123456789Z"))
                .isEqualTo(Instant.parse("2026-01-31T12:00:00.123456789Z"));
        refuses("time", "2026-01-31T12:00:00", "NOT_A_TIMESTAMP");
        refuses("time", "2026-01-31", "NOT_A_TIMESTAMP");
        refuses("time", "2026-01-31T24:00:01Z", "NOT_A_TIMESTAMP");
    }

    @Test
    void constant_is_read_by_its_name_without_the_space_around_it() {
        assertThat(read("colour", " RED ")).isEqualTo(Colour.RED);
        refuses("colour", "red", "UNKNOWN_VALUE", "\"red\" is not one of [RED, GREEN]");
        assertThat(read("maybe_colour", " ")).isNull();
    }

    @Test
    void empty_cell_is_absent_or_missing() {
        assertThat(read("maybe", " ")).isNull();
        refuses("number", "", "MISSING_VALUE", "is empty; expected a whole number (such as 12)");
        refuses("colour", "", "MISSING_VALUE", "is empty; expected one of [RED, GREEN]");
    }

    @Test
    void message_shows_a_long_value_cut_and_control_characters_as_such() {
        refuses("number", "a\u0000b\u202e", "NOT_A_NUMBER", "\"a\\u0000b\\u202e\" is not a whole number (such as 12)");
        refuses(
                "number",
                "x".repeat(41),
                "NOT_A_NUMBER",
                "\"" + "x".repeat(40) + "… (41 characters)\" is not a whole number (such as 12)");
    }

    @Test
    void sensitive_value_is_shown_by_its_length_alone() {
        refuses("secret", "hunter2", "NOT_A_NUMBER", "a value of 7 characters is not a whole number (such as 12)");
        refuses(
                "secret",
                "99999999999",
                "OUT_OF_RANGE",
                "a value of 11 characters is beyond what the column holds (-2147483648 to 2147483647)");
    }
}
