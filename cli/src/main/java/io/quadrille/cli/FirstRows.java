package io.quadrille.cli;

import io.quadrille.handlers.tables.Cell;
import io.quadrille.handlers.tables.RowVisitor;
import io.quadrille.handlers.tables.TableReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first rows of a table, for people. */
final class FirstRows implements RowVisitor {
    private static final int MOST = 20;

    private TextTable rows = new TextTable();
    private int shown;

    private FirstRows() {}

    static void print(TableReader tables, String name, Terminal terminal) throws IOException {
        long count = tables.count(name);
        FirstRows first = new FirstRows();
        try {
            tables.read(name, first);
        } catch (Enough enough) {
            // The rest is counted, not read.
        }
        terminal.print(first.rows.text(terminal.paint()));
        terminal.printLine(
                first.shown < count
                        ? Numbers.counted(count, "row") + ", the first " + first.shown + " shown; --csv prints all."
                        : Numbers.counted(count, "row") + ".");
    }

    @Override
    public void begin(List<String> columns) {
        rows = new TextTable(columns);
    }

    @Override
    public void row(@Nullable Cell[] cells) throws IOException {
        if (shown == MOST) {
            throw new Enough();
        }
        String[] texts = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            Cell cell = cells[i];
            texts[i] = cell == null ? "" : cell.text();
        }
        rows.row(texts);
        shown++;
    }

    /** Ends the reading. */
    private static final class Enough extends IOException {
        private static final long serialVersionUID = 1;
    }
}
