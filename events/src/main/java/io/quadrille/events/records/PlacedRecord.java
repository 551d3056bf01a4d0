package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import org.jspecify.annotations.Nullable;

/** A bare record whose values stand in the payload it was read from. */
record PlacedRecord(Payload<?> payload, int row) implements BareRecord {
    @Override
    public int size() {
        return payload.width();
    }

    @Override
    public @Nullable Object value(int field) {
        return payload.value(row, field);
    }

    @Override
    public @Nullable Object[] values() {
        @Nullable Object[] values = new Object[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i);
        }
        return values;
    }

    @Override
    public int write(JsonBytes json, int field) {
        return payload.write(json, row, field);
    }

    @Override
    public long mostBytes() {
        return payload.mostBytes(row);
    }

    @Override
    public int mostBytes(int field) {
        return payload.mostBytes(row, field);
    }
}
