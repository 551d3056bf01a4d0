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

    /**
     * Whether its records are {@link BareRecord}s: then the values of {@link #create} may have a
     * {@link io.quadrille.events.json.JsonText} in place of a String.
     */
    default boolean isBare() {
        return false;
    }

    /**
     * A record of these values. If it is bare it is the array itself that the record has.
     *
     * @throws RuntimeException what the record's own constructor throws
     */
    T create(@Nullable Object[] values);

    /**
     * Refuses a record that would not come back from an event as it went in.
     *
     * @throws UnencodableRecord naming the field, no value
     * @throws NullPointerException as {@link #values}
     */
    default void requireEncodable(Origin origin, T record) {
        @Nullable Object[] values = values(record);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                requireEncodable(origin, fields().get(i), value);
            }
        }
    }

    private static void requireEncodable(Origin origin, Field field, Object value) {
        try {
            Encodable.require(field, value);
        } catch (IllegalArgumentException e) {
            throw new UnencodableRecord(origin, String.valueOf(e.getMessage()));
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
