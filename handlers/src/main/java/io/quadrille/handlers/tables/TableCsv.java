package io.quadrille.handlers.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.records.FieldKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV (RFC 4180, UTF-8, lines ended by {@code \n}): a header, then the rows. Quoted is only what holds a
 * comma, a quote or a line end; absent values are empty, booleans {@code 1} or {@code 0}, nested values JSON.
 */
public final class TableCsv implements RowVisitor {
    private final Writer out;

    /** @param out flushed at the end, not closed */
    public TableCsv(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8), 1 << 16);
    }

    @Override
    public void begin(List<String> columns) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            separate(i);
            write(columns.get(i));
        }
        out.write('\n');
    }

    @Override
    public void row(@Nullable Cell[] cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            separate(i);
            Cell cell = cells[i];
            if (cell == null) {
                continue;
            }
            if (cell.kind() == FieldKind.BOOLEAN) {
                out.write(cell.text().equals("true") ? '1' : '0');
            } else {
                write(cell.text());
            }
        }
        out.write('\n');
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }

    private void separate(int column) throws IOException {
        if (column > 0) {
            out.write(',');
        }
    }

    private void write(String text) throws IOException {
        if (isPlain(text)) {
            out.write(text);
        } else {
            out.write('"');
            out.write(text.replace("\"", "\"\""));
            out.write('"');
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return false;
            }
        }
        return true;
    }
}
