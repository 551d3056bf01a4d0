package io.quadrille.local.tables;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import java.math.BigInteger;
import java.util.List;

/** The columns of the rows that one record class or one file's header wrote, in the order of the values in a body. */
public record RowLayout(List<Column> columns) {

    /**
     * A column.
     *
     * @param wide whether its integers may exceed 64 bits
     */
    public record Column(String name, FieldKind kind, boolean wide) {}

    public RowLayout {
        columns = List.copyOf(columns);
    }

    public static RowLayout of(List<Field> fields) {
        return new RowLayout(fields.stream()
                .map(field -> new Column(field.name(), field.kind(), field.type() == BigInteger.class))
                .toList());
    }

    /** The index of the column's value; -1 if there is none of this name. */
    public int placeOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }
}
