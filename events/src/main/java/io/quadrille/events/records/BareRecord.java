package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A record by its values, without an instance of its class: all that a step needs that hands records on as they are. As valid
 * as the bytes and the array are that it was made of.
 */
public interface BareRecord {
    /** One of these values. @param values as {@link #values} gives them; kept, not copied */
    static BareRecord of(@Nullable Object... values) {
        return new ValuesRecord(values);
    }

    /** How many values it has. */
    int size();

    /** The value of a field; null where it is absent. A text is a {@link JsonText} where it was read from UTF-8, else a String. */
    @Nullable
    Object value(int field);

    /** The values, one for each field of its layout; not to be changed. */
    @Nullable
    Object[] values();

    /**
     * Writes values as JSON with commas between, as many from this field on as are at hand so: no object is made of them.
     *
     * @return the field after them; the field itself if its value is not at hand so
     */
    int write(JsonBytes json, int field);

    /**
     * Bytes that no store needs more of for all values: a text's in UTF-8 or more, 20 for a whole number, a flag or nothing;
     * -1 if that is not seen at a glance.
     */
    long mostBytes();

    /**
     * As {@link #mostBytes()}, for the value of one field, but 0 where there is none or an empty text: so it is positive only for
     * a text, a flag or a whole number of 64 bits.
     */
    int mostBytes(int field);
}
