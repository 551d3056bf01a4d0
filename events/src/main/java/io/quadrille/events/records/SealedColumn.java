package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.FieldCipher.FieldPlace;

/** The values of a sensitive field on their way to be sealed: a JSON array, record by record. Not thread safe. */
final class SealedColumn {
    private static final int USUAL_VALUE_BYTES = 32;

    private final Field field;
    private final JsonBytes values;

    /** @param records how many values are expected */
    SealedColumn(Field field, int records) {
        this.field = field;
        this.values = new JsonBytes(2 + records * USUAL_VALUE_BYTES);
    }

    Field field() {
        return field;
    }

    /** The array so far, after its bracket or comma. */
    JsonBytes next() {
        return values.raw(values.length() == 0 ? '[' : ',');
    }

    int length() {
        return values.length();
    }

    /** Takes back the last values. @param to an earlier {@link #length} */
    void truncate(int to) {
        values.truncate(to);
    }

    /** The whole array, sealed; call once. @return base64 text */
    byte[] seal(FieldCipher cipher, FieldPlace place) {
        if (values.length() == 0) {
            values.raw('[');
        }
        values.raw(']');
        return cipher.seal(place, values.bytes(), values.length());
    }
}
