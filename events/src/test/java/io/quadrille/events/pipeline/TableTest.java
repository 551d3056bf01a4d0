package io.quadrille.events.pipeline;

import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.records.Column;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Sensitive;
import io.quadrille.events.records.TextRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    record Row(
            long id,
            @Column("Since!") Instant memberSince,
            @Sensitive String email,
            Optional<String> note,
            BigDecimal amount,
            boolean flag) {
        String describe() {
            return "row";
        }
    }

    private static final RecordType<Row> ROWS = records("rows.v1", Row.class);
    private static final RecordType<TextRecord> TEXTS = records("texts.v1", TextRecord.class);

    @Test
    void key_is_the_column_of_the_component_referred_to() {
        LoadStep<Row> step = load("load").on(ROWS).into(table("rows", Row::id, Row::memberSince));
        assertThat(step.table()).isEqualTo(new Table<Row>("rows", List.of("id", "Since!")));
    }

    @Test
    void lambda_with_a_body_tells_no_component() {
        assertThatThrownBy(() -> load("load").on(ROWS).into(table("rows", row -> row.id() + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A key is a method reference to a record component, such as Customer::id, not a lambda with"
                        + " a body");
    }

    @Test
    void method_that_is_no_component_is_refused() {
        assertThatThrownBy(() -> load("load").on(ROWS).into(table("rows", Row::describe)))
                .hasMessage("'describe' is not a component of Row; a key is a method reference to one");
    }

    @Test
    void sensitive_key_is_refused() {
        assertThatThrownBy(() -> load("load").on(ROWS).into(table("rows", Row::email)))
                .hasMessage("Step 'load': table 'rows' is keyed by 'email', which is sensitive. Keys stand in clear in"
                        + " indexes; key it by another column.");
    }

    @Test
    void keys_that_may_be_absent_or_have_two_spellings_are_refused() {
        assertThatThrownBy(() -> load("load").on(ROWS).into(table("rows", Row::note)))
                .hasMessage("Step 'load': table 'rows' is keyed by 'note', a string?. A key is a required String,"
                        + " integer, LocalDate, Instant or enum.");
        assertThatThrownBy(() -> load("load").on(ROWS).into(table("rows", Row::amount)))
                .hasMessageContaining("is keyed by 'amount', a decimal.");
        assertThatThrownBy(() -> load("load").on(ROWS).into(table("rows", Row::flag)))
                .hasMessageContaining("is keyed by 'flag', a boolean.");
    }

    @Test
    void key_is_one_or_two_different_columns() {
        assertThatThrownBy(() -> load("load").on(ROWS).into(table("rows")))
                .hasMessage("Table 'rows' has the key []; expected a partition key and at most one sort key, two"
                        + " different columns");
        assertThatThrownBy(() -> load("load").on(ROWS).into(table("rows", Row::id, Row::id)))
                .hasMessageStartingWith("Table 'rows' has the key [id, id]");
        assertThatThrownBy(() -> load("load").on(ROWS).into("rows", List.of("a", "b", "c")))
                .hasMessageStartingWith("Table 'rows' has the key [a, b, c]");
    }

    @Test
    void named_key_is_checked_where_the_columns_are_known() {
        assertThat(load("load")
                        .on(TEXTS)
                        .into("rows", List.of("Any Column"))
                        .table()
                        .keys())
                .containsExactly("Any Column");
        assertThatThrownBy(() -> load("load").on(ROWS).into("rows", List.of("ident")))
                .hasMessage("Step 'load': table 'rows' is keyed by 'ident', which is not among the columns"
                        + " [id, Since!, email, note, amount, flag]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a\\b", "a\nb", "\u0000"})
    void table_names_that_no_file_could_have_are_refused(String name) {
        assertThatThrownBy(() -> new Table<Row>(name, List.of("id")))
                .hasMessage(
                        "Table name '" + name + "': expected 1 to 255 characters, no slash and no control character");
    }
}
