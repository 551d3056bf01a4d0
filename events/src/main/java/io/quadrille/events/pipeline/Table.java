package io.quadrille.events.pipeline;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A table that records are loaded into, and its natural key.
 *
 * @param name 1 to 255 characters
 * @param keys one or two columns: partition and, if there are two, sort key; named as in the record's columns
 */
public record Table<T>(String name, List<String> keys) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/\\\\]{1,255}");
    private static final Set<FieldKind> KEY_KINDS =
            Set.of(FieldKind.STRING, FieldKind.INTEGER, FieldKind.DATE, FieldKind.INSTANT, FieldKind.ENUM);

    public Table {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Table name '" + name + "': expected 1 to 255 characters, no slash and no control character");
        }
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > 2 || Set.copyOf(keys).size() != keys.size()) {
            throw new IllegalArgumentException("Table '" + name + "' has the key " + keys
                    + "; expected a partition key and at most one sort key, two different columns");
        }
    }

    /** The column of a record class's component. */
    static <T> String columnOf(RecordType<T> type, String component) {
        RecordComponent[] components = type.recordClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            if (components[i].getName().equals(component)) {
                return type.layoutFor(List.of()).columns().get(i);
            }
        }
        throw new IllegalArgumentException("'" + component + "' is not a component of "
                + type.recordClass().getSimpleName() + "; a key is a method reference to one");
    }

    void requireKeysOf(String step, RecordType<T> type) {
        type.layout().ifPresent(layout -> keys.forEach(key -> requireKey(step, layout, key)));
    }

    private void requireKey(String step, Layout<T> layout, String key) {
        Field field = layout.fields().stream()
                .filter(f -> f.name().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Step '%s': table '%s' is keyed by '%s', which is not among the columns %s"
                                .formatted(step, name, key, layout.columns())));
        if (field.sensitive()) {
            throw new IllegalArgumentException("Step '" + step + "': table '" + name + "' is keyed by '" + key
                    + "', which is sensitive. Keys stand in clear in indexes; key it by another column.");
        }
        if (field.optional() || !KEY_KINDS.contains(field.kind())) {
            throw new IllegalArgumentException("Step '" + step + "': table '" + name + "' is keyed by '" + key
                    + "', a " + field.describe()
                    + ". A key is a required String, integer, LocalDate, Instant or enum.");
        }
    }
}
