package io.quadrille.simulator;

import io.quadrille.events.records.FieldKind;
import io.quadrille.handlers.tables.Cell;
import io.quadrille.handlers.tables.RowVisitor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table as the generator's oracle writes it: each row as CSV under the bytes of its key, one character each. */
final class TableRowsRead implements RowVisitor {
    private final SortedMap<String, String> rows = new TreeMap<>();
    private final int keys;

    /** @param keys how many of the first columns are the key */
    TableRowsRead(int keys) {
        this.keys = keys;
    }

    SortedMap<String, String> rows() {
        return rows;
    }

    @Override
    public void begin(List<String> columns) {}

    @Override
    public void row(@Nullable Cell[] cells) {
        StringBuilder text = new StringBuilder();
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            Cell cell = cells[i];
            if (cell != null) {
                text.append(csv(cell));
                if (i < keys) {
                    key.append(i > 0 ? "\0" : "").append(key(cell));
                }
            }
        }
        rows.put(key.toString(), text.toString());
    }

    private static String key(Cell cell) {
        byte[] bytes = cell.kind() == FieldKind.INTEGER
                ? ByteBuffer.allocate(Long.BYTES)
                        .putLong(Long.parseLong(cell.text()) ^ Long.MIN_VALUE)
                        .array()
                : cell.text().getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String csv(Cell cell) {
        if (cell.kind() == FieldKind.BOOLEAN) {
            return cell.text().equals("true") ? "1" : "0";
        }
        String text = cell.text();
        boolean plain =
                text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
