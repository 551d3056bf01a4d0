package io.quadrille.events.records;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of a file that has no record class: text values under the file's own column names.
 *
 * @param columns the names, shared by all records of one file
 * @param values one for each column
 */
public record TextRecord(List<String> columns, List<String> values) {
    public TextRecord {
        if (columns.size() != values.size()) {
            throw new IllegalArgumentException(values.size() + " values for " + columns.size() + " columns");
        }
    }

    static Layout<TextRecord> layout(List<String> columns) {
        List<String> names = List.copyOf(columns);
        List<Field> fields = names.stream().map(Field::text).toList();
        return new Layout<>() {
            @Override
            public List<Field> fields() {
                return fields;
            }

            @Override
            public @Nullable Object[] values(TextRecord record) {
                if (record.columns != names && !record.columns.equals(names)) {
                    throw new IllegalArgumentException(
                            "a text record of the columns " + record.columns + ", where the file's are " + names);
                }
                Object[] values = record.values.toArray();
                for (int i = 0; i < values.length; i++) {
                    Objects.requireNonNull(values[i], names.get(i));
                }
                return values;
            }

            @Override
            public TextRecord create(@Nullable Object[] values) {
                String[] texts = new String[values.length];
                System.arraycopy(values, 0, texts, 0, values.length);
                return new TextRecord(names, List.of(texts));
            }
        };
    }
}
