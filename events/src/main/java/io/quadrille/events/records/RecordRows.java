package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes records as arrays, their origin first, and sets aside what is to be sealed. Not thread safe. */
final class RecordRows<T> {
    private final Layout<T> layout;
    private final Field[] fields;
    private final JsonBytes json;
    private final @Nullable SealedColumn[] aside;

    /** @param sealed one for each sensitive field, in the fields' order */
    RecordRows(Layout<T> layout, JsonBytes json, List<SealedColumn> sealed) {
        this.layout = layout;
        this.fields = layout.fields().toArray(Field[]::new);
        this.json = json;
        this.aside = new SealedColumn[fields.length];
        for (SealedColumn column : sealed) {
            aside[layout.fields().indexOf(column.field())] = column;
        }
    }

    /** @throws IllegalArgumentException or NullPointerException if it cannot be written, naming the field, no value */
    void write(Traced<T> traced) {
        Origin origin = traced.origin();
        @Nullable Object[] values = layout.values(traced.record());
        json.raw('[').number(origin.line());
        json.raw(',').number(origin.bytePosition());
        json.raw(',').number(origin.ordinal());
        for (int i = 0; i < values.length; i++) {
            SealedColumn column = aside[i];
            if (column == null) {
                json.raw(',');
                ValueWriter.write(json, fields[i], values[i]);
            } else {
                column.add(values[i]);
            }
        }
        json.raw(']');
    }
}
