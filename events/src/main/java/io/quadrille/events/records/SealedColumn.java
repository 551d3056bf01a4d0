package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.FieldCipher.FieldPlace;

/** The values of a sensitive field on their way to be sealed: a JSON array, record by record. Not thread safe. */
final class SealedColumn {
    private final Field field;
    private final JsonBytes values;

    /** @param values empty; holds them */
    SealedColumn(Field field, JsonBytes values) {
        this.field = field;
        this.values = values;
    }

    Field field() {
        return field;
    }

    /** The buffer they stand in. */
    JsonBytes values() {
        return values;
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

    /** The whole array, sealed, and nothing of it left; call once. @return base64 text */
    byte[] seal(FieldCipher cipher, FieldPlace place) {
        if (values.length() == 0) {
            values.raw('[');
        }
        values.raw(']');
        byte[] base64 = cipher.seal(place, values.bytes(), values.length());
        values.erase();
        return base64;
    }
}
