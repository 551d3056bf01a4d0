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

    /** Writes the whole array, sealed, and leaves nothing of it; call once. @param into gets base64 text in quotes */
    void seal(FieldCipher cipher, FieldPlace place, JsonBytes into) {
        if (values.length() == 0) {
            values.raw('[');
        }
        values.raw(']');
        into.raw('"');
        cipher.seal(place, values.bytes(), values.length(), into);
        into.raw('"');
        values.erase();
    }
}
