package io.quadrille.events.documents;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.FactKind;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Sensitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaCompatibilityTest {
    record Row(String id) {}

    enum Suit {
        HEARTS,
        SPADES
    }

    enum Fewer {
        HEARTS
    }

    enum Reordered {
        SPADES,
        HEARTS
    }

    record Base(String name, int size, Suit suit, Optional<String> note, Spot spot, List<Spot> spots) {}

    record Spot(int x, int y) {}

    @Test
    void nothing_changed() {
        assertThat(compare(Base.class)).isEmpty();
    }

    @Test
    void records_that_began_with_their_origin_are_another_form() {
        RecordType<Base> type = records("rows.read.v1", Base.class);
        String today = JsonSchemas.data(type);
        assertThat(today).contains("\"origins\"");
        String event = "{\"definitions\":{\"" + JsonSchemas.DATA + "\":%s}}";
        assertThat(SchemaCompatibility.compare(
                        event.formatted(today.replace("\"origins\"", "\"others\"")), event.formatted(today)))
                .containsExactly(
                        new SchemaChange(
                                true,
                                "data 'records' was records that begin with their origins and is records beside their origins"));
    }

    @Test
    void optional_column_added_and_order_changed_are_compatible() {
        record Changed(
                Optional<Integer> added,
                int size,
                String name,
                Suit suit,
                Optional<String> note,
                Spot spot,
                List<Spot> spots) {}
        assertThat(compare(Changed.class))
                .containsExactly(new SchemaChange(false, "column 'added' was added, optional"));
    }

    @Test
    void box_for_a_primitive_and_constants_in_another_order_are_no_change() {
        record Changed(String name, Integer size, Reordered suit, Optional<String> note, Spot spot, List<Spot> spots) {}
        assertThat(compare(Changed.class)).isEmpty();
    }

    @Test
    void column_removed_or_required_added_is_breaking() {
        record Changed(String title, int size, Suit suit, Optional<String> note, Spot spot, List<Spot> spots) {}
        assertThat(compare(Changed.class))
                .containsExactly(
                        breaking("column 'name' was removed; readers of this version may need it"),
                        breaking("column 'title' was added as required; events already written lack it"));
    }

    @Test
    void type_changed_widened_or_narrowed_is_breaking() {
        record Changed(int name, short size, Suit suit, Optional<String> note, Wide spot, List<Wide> spots) {}
        record Decimal(String name, BigDecimal size, String suit, Optional<String> note, Spot spot, List<Spot> spots) {}
        assertThat(compare(Changed.class))
                .containsExactly(
                        breaking("column 'name' was string and is integer -2147483648..2147483647"),
                        breaking("column 'size' was integer -2147483648..2147483647 and is integer -32768..32767"),
                        breaking("column 'spot.x' was integer -2147483648..2147483647 and is integer"
                                + " -9223372036854775808..9223372036854775807"),
                        breaking("column 'spots[].x' was integer -2147483648..2147483647 and is integer"
                                + " -9223372036854775808..9223372036854775807"));
        assertThat(compare(Decimal.class))
                .containsExactly(
                        breaking("column 'size' was integer -2147483648..2147483647 and is string (decimal)"),
                        breaking("column 'suit' was one of [HEARTS, SPADES] and is any text"));
    }

    record Wide(long x, int y) {}

    @Test
    void optional_made_required_or_required_optional_is_breaking() {
        record Changed(Optional<String> name, int size, Suit suit, String note, Spot spot, List<Spot> spots) {}
        assertThat(compare(Changed.class))
                .containsExactly(
                        breaking(
                                "column 'name' was required and is optional; readers of this version refuse its absence"),
                        breaking("column 'note' was optional and is required; events already written may lack it"));
    }

    @Test
    void constant_removed_or_added_is_breaking() {
        record Changed(String name, int size, Fewer suit, Optional<String> note, Spot spot, List<Spot> spots) {}
        assertThat(compare(Changed.class))
                .containsExactly(
                        breaking("column 'suit' lost the constants [SPADES]; events already written may hold them"));
        assertThat(SchemaCompatibility.compare(schema(Changed.class), schema(Base.class)))
                .containsExactly(
                        breaking("column 'suit' gained the constants [SPADES]; readers of this version refuse them"));
    }

    @Test
    void sensitive_toggled_is_breaking_and_what_is_inside_is_compared_too() {
        record Changed(
                @Sensitive String name,
                @Sensitive int size,
                Suit suit,
                Optional<String> note,
                Spot spot,
                List<Spot> spots) {}
        record Inside(
                @Sensitive String name,
                @Sensitive long size,
                Suit suit,
                Optional<String> note,
                Spot spot,
                List<Spot> spots) {}
        assertThat(compare(Changed.class))
                .containsExactly(
                        breaking("column 'name' became sensitive: it is encrypted now"),
                        breaking("column 'size' became sensitive: it is encrypted now"));
        assertThat(SchemaCompatibility.compare(schema(Changed.class), schema(Base.class)))
                .first()
                .isEqualTo(breaking("column 'name' is no longer sensitive: it is in clear now"));
        assertThat(SchemaCompatibility.compare(schema(Changed.class), schema(Inside.class)))
                .extracting(SchemaChange::sentence)
                .containsExactly("column 'size' was integer -2147483648..2147483647 and is integer"
                        + " -9223372036854775808..9223372036854775807");
    }

    @Test
    void nested_members_follow_the_same_rules() {
        record Deep(int x, Optional<Integer> z) {}
        record Changed(String name, int size, Suit suit, Optional<String> note, Deep spot, List<Spot> spots) {}
        assertThat(compare(Changed.class))
                .containsExactly(
                        breaking("column 'spot.y' was removed; readers of this version may need it"),
                        new SchemaChange(false, "column 'spot.z' was added, optional"));
    }

    @Test
    void attributes_and_facts_are_compared_as_columns_are() {
        String fact = JsonSchemas.event(FactKind.RECORDS_REJECTED);
        assertThat(SchemaCompatibility.compare(fact, fact)).isEmpty();
        assertThat(SchemaCompatibility.compare(fact, fact.replace("\"sequencer\"", "\"sequence\"")))
                .containsExactly(
                        breaking("attribute 'sequencer' was removed; readers of this version may need it"),
                        new SchemaChange(false, "attribute 'sequence' was added, optional"));
        assertThat(SchemaCompatibility.compare(fact, fact.replace("\"bytePosition\"", "\"byte\"")))
                .extracting(SchemaChange::sentence)
                .contains("column 'rejections[].origin.bytePosition' was removed; readers of this version may need it");
        assertThat(SchemaCompatibility.compare(fact, fact.replace("Hex", "hexadecimal")))
                .isEmpty();
    }

    @Test
    void what_is_not_json_is_refused() {
        assertThatThrownBy(() -> SchemaCompatibility.compare("<<<<<<< HEAD", schema(Base.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not JSON: ");
    }

    private static List<SchemaChange> compare(Class<?> changed) {
        return SchemaCompatibility.compare(schema(Base.class), schema(changed));
    }

    private static SchemaChange breaking(String sentence) {
        return new SchemaChange(true, sentence);
    }

    private static String schema(Class<?> recordClass) {
        RecordType<?> type = records("rows.made.v1", recordClass);
        return JsonSchemas.event(emitting(type), type);
    }

    static Pipeline emitting(RecordType<?> type) {
        RecordType<Row> read = records("rows.read.v1", Row.class);
        return pipeline("rows")
                .steps(
                        extract("extract", csv()).emits(read),
                        step("make").on(read).emits(type))
                .endsWith(type)
                .build();
    }
}
