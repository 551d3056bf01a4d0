package io.quadrille.events.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payload as it was read, its sealed columns not opened yet.
 *
 * @param columns of the arrays, without the origin's
 * @param origins of the records, in order
 * @param values of each record, in the layout's order; null where a column is sealed or absent
 * @param sealed the ciphertexts, by column
 */
record Payload<T>(
        Layout<T> layout,
        List<String> columns,
        List<Origin> origins,
        List<@Nullable Object[]> values,
        Map<String, String> sealed) {

    /** One without records. */
    static <T> Payload<T> of(Layout<T> layout, List<String> columns) {
        return new Payload<>(layout, columns, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    }
}
