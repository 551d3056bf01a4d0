package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.json.JsonText;
import org.jspecify.annotations.Nullable;

/** A bare record whose values are at hand. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ValuesRecord(@Nullable Object[] values) implements BareRecord {
    private static final int MOST_BYTES_PER_CHAR = 3;
    /** Of a whole number of 64 bits, with its sign, or of a flag. */
    static final int LONGEST_PLAIN_VALUE = 20;

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public @Nullable Object value(int field) {
        return values[field];
    }

    @Override
    public int write(JsonBytes json, int field) {
        if (values[field] instanceof JsonText text) {
            json.text(text);
            return field + 1;
        }
        return field;
    }

    @Override
    public long mostBytes() {
        long most = 0;
        for (Object value : values) {
            int bytes = mostBytes(value);
            if (bytes < 0) {
                return -1;
            }
            most += bytes;
        }
        return most;
    }

    @Override
    public int mostBytes(int field) {
        return values[field] == null ? 0 : mostBytes(values[field]);
    }

    static int mostBytes(@Nullable Object value) {
        if (value instanceof JsonText text) {
            return text.length();
        } else if (value instanceof String text) {
            return (int) Math.min(Integer.MAX_VALUE, (long) text.length() * MOST_BYTES_PER_CHAR);
        }
        boolean plain = value == null || value instanceof Long || value instanceof Integer || value instanceof Boolean;
        return plain ? LONGEST_PLAIN_VALUE : -1;
    }
}
