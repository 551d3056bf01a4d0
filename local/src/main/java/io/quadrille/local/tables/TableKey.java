package io.quadrille.local.tables;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns a table is stored by, which never change.
 *
 * @param parts the partition key, and the sort key if there is one
 */
public record TableKey(List<Part> parts) {

    /** One column of the key. */
    public record Part(String column, KeyType type) {}

    /** What a key's values are in the store. */
    public enum KeyType {
        /** Strings. */
        TEXT,
        /** Longs. */
        INTEGER,
        /** A BigInteger's: Longs as far as they reach, Strings beyond. */
        ANY;

        boolean takes(Object value) {
            return switch (this) {
                case TEXT -> value instanceof String;
                case INTEGER -> value instanceof Long;
                case ANY -> value instanceof String || value instanceof Long;
            };
        }
    }

    public TableKey {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.size() > 2) {
            throw new IllegalArgumentException("a key has one or two columns, this one has " + parts.size());
        }
    }

    /** The key that a write goes by. @throws IllegalArgumentException if a key's column is not among the fields */
    public static TableKey of(TableWrite write) {
        return new TableKey(write.keys().stream()
                .map(key -> new Part(key, typeOf(write, key)))
                .toList());
    }

    private static KeyType typeOf(TableWrite write, String key) {
        Field field = write.fields().stream()
                .filter(f -> f.name().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Table '" + write.table() + "': the key '" + key + "' is not among the columns "
                                + write.fields().stream().map(Field::name).toList()));
        if (field.kind() != FieldKind.INTEGER) {
            return KeyType.TEXT;
        }
        return field.type() == BigInteger.class ? KeyType.ANY : KeyType.INTEGER;
    }

    public KeyType partition() {
        return parts.get(0).type();
    }

    /** The sort key's type; null if there is no sort key. */
    public @Nullable KeyType sort() {
        return parts.size() == 1 ? null : parts.get(1).type();
    }

    /** Refuses a write by another key. @throws TableMismatch unless the write goes by this very key */
    public void requireSame(String table, TableKey written) {
        if (!equals(written)) {
            throw new TableMismatch("Table '" + table + "' is keyed by " + describe() + ", but this run keys it by "
                    + written.describe() + ". Load into a table of another name, key it as before, or name another"
                    + " home with --home.");
        }
    }

    /** Refuses a record by another key. @throws IllegalArgumentException if the record's key is of another type; the message holds no value */
    public void requireFits(String table, VersionedRecord record) {
        KeyType sort = sort();
        Object sortValue = record.sort();
        boolean sortFits = sort == null ? sortValue == null : sortValue != null && sort.takes(sortValue);
        if (!partition().takes(record.partition()) || !sortFits) {
            throw new IllegalArgumentException("Table '" + table + "' is keyed by " + describe()
                    + "; a record came with a " + record.partition().getClass().getSimpleName() + " and "
                    + (sortValue == null
                            ? "no sort key"
                            : "a " + sortValue.getClass().getSimpleName()));
        }
    }

    private String describe() {
        return parts.stream()
                .map(part -> part.column() + " ("
                        + (part.type() == KeyType.TEXT
                                ? "text"
                                : part.type() == KeyType.INTEGER ? "integer" : "big integer")
                        + ")")
                .collect(Collectors.joining(" and "));
    }
}
