package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import org.jspecify.annotations.Nullable;

/** The values of a sensitive field on their way to be sealed: a JSON array, record by record. Not thread safe. */
final class SealedColumn {
    private static final int USUAL_VALUE_BYTES = 32;

    private final Field field;
    private final JsonBytes values;
    private char before = '[';

    /** @param records how many values are expected */
    SealedColumn(Field field, int records) {
        this.field = field;
        this.values = new JsonBytes(2 + records * USUAL_VALUE_BYTES);
    }

    Field field() {
        return field;
    }

    void add(@Nullable Object value) {
        values.raw(before);
        before = ',';
        ValueWriter.write(values, field, value);
    }

    /** The whole array; call once. */
    byte[] plaintext() {
        if (before == '[') {
            values.raw('[');
        }
        return values.raw(']').toByteArray();
    }
}
