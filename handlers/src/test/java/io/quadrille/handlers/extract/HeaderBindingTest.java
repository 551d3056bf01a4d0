package io.quadrille.handlers.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.records.Column;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.extract.HeaderBinding.RefusedSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HeaderBindingTest {
    private record Row(String customerId, @Column("Mail") String email, Optional<String> zipCode) {}

    private record Twins(String userId, String userid) {}

    private static <T> HeaderBinding bind(Class<T> recordClass, String... header) {
        Layout<T> layout =
                RecordType.records("test.row.v1", recordClass).layout().orElseThrow();
        return HeaderBinding.of("f.csv", List.of(header), layout);
    }

    @Test
    void names_are_compared_without_case_space_and_dashes() {
        assertThat(bind(Row.class, "CUSTOMER-ID", "mail", "Zip Code"))
                .isEqualTo(new HeaderBinding(new int[] {0, 1, 2}, List.of()));
        assertThat(bind(Row.class, " zip_code ", "Mail", "customerId"))
                .isEqualTo(new HeaderBinding(new int[] {2, 1, 0}, List.of()));
    }

    @Test
    void exact_name_wins_and_the_other_is_ignored() {
        assertThat(bind(Row.class, "CustomerId", "customer_id", "Mail"))
                .isEqualTo(new HeaderBinding(new int[] {1, 2, -1}, List.of("CustomerId")));
    }

    @Test
    void extra_columns_are_ignored_and_named() {
        assertThat(bind(Row.class, "x", "customer_id", "Mail", "y").ignored()).containsExactly("x", "y");
    }

    @Test
    void absent_columns_are_refused_together_naming_those_found() {
        assertThatThrownBy(() -> bind(Row.class, "email", "zip"))
                .isInstanceOf(RefusedSource.class)
                .hasMessage(
                        "f.csv has no column 'customer_id', 'Mail'; its header has 'email', 'zip'. Add the column, or"
                                + " name it with @Column.");
    }

    @Test
    void two_columns_for_one_field_are_refused() {
        assertThatThrownBy(() -> bind(Row.class, "Customer Id", "CUSTOMER_ID", "Mail"))
                .isInstanceOf(RefusedSource.class)
                .hasMessage(
                        "f.csv has two columns for 'customer_id': 'Customer Id', 'CUSTOMER_ID'. Rename one of them.");
    }

    @Test
    void one_column_for_two_fields_is_refused() {
        assertThatThrownBy(() -> bind(Twins.class, "UserID")).isInstanceOf(RefusedSource.class);
        assertThat(bind(Twins.class, "user_id", "userid").columns()).containsExactly(0, 1);
    }
}
