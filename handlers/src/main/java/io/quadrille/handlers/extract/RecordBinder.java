package io.quadrille.handlers.extract;

import io.quadrille.events.Rejection;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.Reject;
import io.quadrille.handlers.csv.RecordVisitor;
import io.quadrille.handlers.extract.CellReader.BadCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds one chunk's raw records to the record class; what does not bind is rejected. One per chunk; not thread safe. */
final class RecordBinder<O> implements RecordVisitor {
    private final Layout<O> layout;
    private final List<Field> fields;
    private final HeaderBinding header;
    private final Set<String> keys;
    private final List<Traced<O>> records = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();

    /** @param keys the columns that tables are keyed by */
    RecordBinder(Layout<O> layout, HeaderBinding header, Set<String> keys) {
        this.layout = layout;
        this.fields = layout.hasSensitive() ? hidden(layout.fields()) : layout.fields();
        this.header = header;
        this.keys = keys;
    }

    /** As if each were sensitive: in a shifted or misnamed column, any cell may hold the value of the one that is. */
    private static List<Field> hidden(List<Field> fields) {
        return fields.stream()
                .map(f -> new Field(f.name(), f.kind(), f.type(), f.optional(), true, f.nested(), f.element()))
                .toList();
    }

    List<Traced<O>> records() {
        return records;
    }

    List<Rejection> rejections() {
        return rejections;
    }

    @Override
    public void record(long line, long bytePosition, String[] cells, int cellCount) {
        Origin origin = new Origin(line, bytePosition, 0);
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            String cell = header.columns()[i] < 0 ? "" : cells[header.columns()[i]];
            if (cell.isEmpty() && keys.contains(field.name())) {
                reject(origin, field.name(), "MISSING_KEY", "is empty; the table is keyed by it");
                return;
            }
            try {
                values[i] = CellReader.read(field, cell);
            } catch (BadCell bad) {
                reject(origin, field.name(), bad.code(), bad.reason());
                return;
            }
        }
        create(origin, values);
    }

    private void create(Origin origin, @Nullable Object[] values) {
        try {
            O record = layout.create(values);
            layout.requireEncodable(origin, record);
            records.add(new Traced<>(origin, record));
        } catch (Reject reject) {
            String message = layout.hasSensitive()
                    ? "(message of " + reject.reason().length()
                            + " characters withheld: the record has a sensitive field)"
                    : reject.reason();
            reject(origin, columnOf(reject), reject.code(), message);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            reject(
                    origin,
                    null,
                    "INVALID_RECORD",
                    "its record class refuses it (" + e.getClass().getSimpleName() + ")");
        }
    }

    private @Nullable String columnOf(Reject reject) {
        String column = reject.column();
        return column == null || !layout.hasSensitive() || layout.columns().contains(column) ? column : null;
    }

    @Override
    public void malformed(long line, long bytePosition, String code, String message) {
        reject(new Origin(line, bytePosition, 0), null, code, message);
    }

    private void reject(Origin origin, @Nullable String column, String code, String message) {
        rejections.add(new Rejection(origin, column, code, message));
    }
}
