package io.quadrille.local.tables;

import io.quadrille.handlers.tables.Cell;
import io.quadrille.handlers.tables.RowVisitor;
import java.io.IOException;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Shows a visitor stored bodies as rows over all the columns of their table. Used by one thread. */
public final class RowDecoder {
    private final ColumnUnion columns;
    private final RowVisitor visitor;
    private final @Nullable Cell[] row;

    /** @param layouts the table's, by number, in the order they were first written */
    public RowDecoder(SortedMap<Integer, RowLayout> layouts, RowVisitor visitor) {
        this.columns = new ColumnUnion(layouts);
        this.visitor = visitor;
        this.row = new Cell[columns.names().size()];
    }

    public void begin() throws IOException {
        visitor.begin(columns.names());
    }

    public void row(int layout, byte[] body) throws IOException {
        RowBodies.decode(body, columns.layout(layout), row);
        visitor.row(row);
    }

    public void end() throws IOException {
        visitor.end();
    }
}
