package io.quadrille.events.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a record class in order, with the way into its instances and back. Thread safe.
 *
 * <p>Values are the components' own, save that an Optional's content stands for it and null for its absence.
 */
public interface Layout<T> {
    List<Field> fields();

    /** The record's values, in the fields' order. @throws NullPointerException if a required one is null, naming it */
    @Nullable
    Object[] values(T record);

    /** A record of these values. @throws RuntimeException what the record's own constructor throws */
    T create(@Nullable Object[] values);

    /** @throws UnwritableRecord if no event can carry the record as it is; @throws NullPointerException as {@link #values} */
    default void requireWritable(T record) {
        @Nullable Object[] values = values(record);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                Writable.require(fields().get(i), value);
            }
        }
    }

    /** The names of the fields, in order. */
    default List<String> columns() {
        return fields().stream().map(Field::name).toList();
    }

    /** Whether any field is sensitive: then neither a rejected record nor its values may be shown. */
    default boolean hasSensitive() {
        return fields().stream().anyMatch(Field::sensitive);
    }
}
