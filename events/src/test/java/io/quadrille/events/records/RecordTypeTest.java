package io.quadrille.events.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTypeTest {
    record One(String value) {}

    record Two(String value) {}

    record Names(String customerId, String eMail, String URLPath, String line2, @Column("Straße") String street) {}

    record Clash(String customerId, String customer_id) {}

    record At(@Column("@line") String line) {}

    record Nothing() {}

    record Loop(String name, List<Loop> loops) {}

    record Chicken(Optional<Egg> egg) {}

    record Egg(Optional<Chicken> chicken) {}

    record Twice(Optional<Optional<String>> value) {}

    record Maps(Map<String, String> map) {}

    record Maybes(List<Optional<String>> maybes) {}

    record Arrays(int[] values) {}

    record Doubles(double value) {}

    @ParameterizedTest
    @ValueSource(strings = {"a.v1", "customers.extracted.v1", "order-lines.made.v12", "a.b.c.d.v9999", "a1.2b.v3"})
    void name_is_lower_case_words_and_a_version(String name) {
        assertThat(RecordType.records(name, One.class).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "customers",
                "customers.v0",
                "customers.v01",
                "Customers.v1",
                "a..v1",
                ".v1",
                "a.v10000",
                "a b.v1",
                "1a.v1",
                "a.v1.",
                "a.v1\n",
                "ä.v1",
                "a.v"
            })
    void other_names_are_refused(String name) {
        assertThatThrownBy(() -> RecordType.records(name, One.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Record type '" + name + "': expected lower-case words joined by dots and ending in the major"
                                + " version, at most 128 characters, such as customers.extracted.v1");
    }

    @Test
    void name_has_at_most_128_characters_as_a_detail_type() {
        assertThat(RecordType.records("a".repeat(125) + ".v1", One.class).name())
                .hasSize(128);
        assertThatThrownBy(() -> RecordType.records("a".repeat(126) + ".v1", One.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void types_are_equal_by_name_and_class() {
        assertThat(RecordType.records("a.v1", One.class))
                .isEqualTo(RecordType.records("a.v1", One.class))
                .hasSameHashCodeAs(RecordType.records("a.v1", One.class))
                .isNotEqualTo(RecordType.records("a.v2", One.class))
                .isNotEqualTo(RecordType.records("a.v1", Two.class));
    }

    @Test
    void columns_are_components_in_snake_case_or_as_named() {
        assertThat(columns(Names.class)).containsExactly("customer_id", "e_mail", "url_path", "line2", "Straße");
    }

    @Test
    void record_classes_that_no_event_can_carry_are_refused_saying_why() {
        assertRefused(Clash.class, "Clash.customer_id: two components have the column 'customer_id'");
        assertRefused(At.class, "At.line: a column's name may not start with @");
        assertRefused(Nothing.class, Nothing.class.getName() + " has no components");
        assertRefused(Loop.class, Loop.class.getName() + " contains itself");
        assertRefused(Chicken.class, Chicken.class.getName() + " contains itself");
        assertRefused(
                Twice.class,
                "Twice.value is a java.util.Optional<java.util.Optional<java.lang.String>>; a record holds");
        assertRefused(Maps.class, "Maps.map is a java.util.Map<");
        assertRefused(Maybes.class, "Maybes.maybes is a java.util.List<java.util.Optional<");
        assertRefused(Arrays.class, "Arrays.values is a int[]; a record holds");
        assertRefused(Doubles.class, "Doubles.value is a double; a record holds");
        assertRefused(String.class, "java.lang.String is not a record class; declare it as one");
    }

    @Test
    void sensitive_is_what_is_marked_or_holds_something_marked() {
        List<Field> sensitive = EveryKind.TYPE.layoutFor(List.of()).fields().stream()
                .filter(Field::sensitive)
                .toList();
        assertThat(sensitive).extracting(Field::name).containsExactly("secret", "salary", "contact");
        assertThat(EveryKind.TYPE.hasSensitive()).isTrue();
        assertThat(RecordType.records("a.v1", One.class).hasSensitive()).isFalse();
    }

    private static List<String> columns(Class<?> recordClass) {
        return RecordType.records("a.v1", recordClass).layoutFor(List.of()).columns();
    }

    private static void assertRefused(Class<?> recordClass, String message) {
        assertThatThrownBy(() -> RecordType.records("a.v1", recordClass))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
