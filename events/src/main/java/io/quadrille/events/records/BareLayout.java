package io.quadrille.events.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layout of bare records: the fields are those of the class that they are no instances of. Thread safe. */
final class BareLayout implements Layout<BareRecord> {
    private final List<Field> fields;

    BareLayout(List<Field> fields) {
        this.fields = fields;
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public boolean isBare() {
        return true;
    }

    @Override
    public @Nullable Object[] values(BareRecord record) {
        @Nullable Object[] values = record.values();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && !fields.get(i).optional()) {
                throw new NullPointerException("component '" + fields.get(i).name() + "' is null");
            }
        }
        return values;
    }

    @Override
    public BareRecord create(@Nullable Object[] values) {
        return BareRecord.of(values);
    }
}
