package io.quadrille.handlers.extract;

import io.quadrille.events.Rejection;
import io.quadrille.events.json.JsonText;
import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.events.records.Integers;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.Origin;
import io.quadrille.handlers.Reject;
import io.quadrille.handlers.csv.Cells;
import io.quadrille.handlers.csv.RecordVisitor;
import io.quadrille.handlers.extract.CellReader.BadCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds one chunk's raw records to the record class; what does not bind is rejected. One per chunk; not thread safe. */
final class RecordBinder<O> implements RecordVisitor {
    private final Layout<O> layout;
    private final Field[] fields;
    private final HeaderBinding header;
    private final boolean[] keyed;
    private final boolean bare;
    private final KnownTexts known;
    private final @Nullable Object[] values;
    private final Bound<O> bound;
    private final List<Rejection> rejections = new ArrayList<>();

    /**
     * @param keys the columns that tables are keyed by
     * @param known shows, while a record is added, its texts by the file's columns
     * @param bound takes the records; one that it refuses is rejected
     */
    RecordBinder(Layout<O> layout, HeaderBinding header, Set<String> keys, KnownTexts known, Bound<O> bound) {
        this.layout = layout;
        this.bare = layout.isBare();
        this.known = known;
        this.bound = bound;
        this.fields = (layout.hasSensitive() ? hidden(layout.fields()) : layout.fields()).toArray(Field[]::new);
        this.keyed = new boolean[fields.length];
        for (int i = 0; i < keyed.length; i++) {
            keyed[i] = keys.contains(fields[i].name());
        }
        this.values = new Object[fields.length];
        this.header = header;
    }

    /** Takes records that were bound. A bare one is valid until the next is bound, which takes over its array. */
    @FunctionalInterface
    interface Bound<O> {
        /** @throws RuntimeException if no event can carry the record */
        void add(Origin origin, O record);
    }

    /** As if each were sensitive: in a shifted or misnamed column, any cell may hold the value of the one that is. */
    private static List<Field> hidden(List<Field> fields) {
        return fields.stream()
                .map(f -> new Field(f.name(), f.kind(), f.type(), f.optional(), true, f.nested(), f.element()))
                .toList();
    }

    Layout<O> layout() {
        return layout;
    }

    HeaderBinding header() {
        return header;
    }

    /** Whether a table is keyed by the field. */
    boolean isKeyed(int field) {
        return keyed[field];
    }

    List<Rejection> rejections() {
        return rejections;
    }

    @Override
    public void record(long line, long bytePosition, Cells cells) {
        Origin origin = new Origin(line, bytePosition, 0);
        for (int i = 0; i < values.length; i++) {
            Field field = fields[i];
            int column = header.columns()[i];
            if (keyed[i] && (column < 0 || cells.isEmpty(column))) {
                reject(origin, field.name(), "MISSING_KEY", "is empty; the table is keyed by it");
                return;
            }
            try {
                values[i] = column < 0 ? CellReader.read(field, "") : read(field, cells, column);
            } catch (BadCell bad) {
                reject(origin, field.name(), bad.code(), bad.reason());
                return;
            }
        }
        create(origin);
    }

    /** Text stays as it is in the file, if the records are bare, or is made known with its bytes. */
    private @Nullable Object read(Field field, Cells cells, int column) {
        if (field.kind() == FieldKind.INTEGER) {
            long number = cells.findNumber(column);
            Object value = number == Cells.NO_NUMBER ? null : Integers.narrow(number, field.type());
            return value == null ? CellReader.read(field, cells.text(column)) : value;
        }
        if (field.kind() != FieldKind.STRING || cells.isEmpty(column)) {
            return CellReader.read(field, cells.text(column));
        }
        JsonText text = bare ? cells.findJsonText(column) : null;
        return text == null ? cells.text(column, known) : text;
    }

    private void create(Origin origin) {
        try {
            bound.add(origin, layout.create(values));
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
