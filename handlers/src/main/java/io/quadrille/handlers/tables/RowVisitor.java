package io.quadrille.handlers.tables;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is shown a table row by row: begin, each row in the order of its key, end. */
public interface RowVisitor {
    /**
     * Comes before the rows.
     *
     * @param columns of all rows, in order: those of the layout first written, then what later layouts added
     */
    default void begin(List<String> columns) throws IOException {}

    /**
     * The next row.
     *
     * @param cells one per column; null where the row has no value. The array is the reader's: copy what is kept
     */
    void row(@Nullable Cell[] cells) throws IOException;

    /** Comes after the last row. */
    default void end() throws IOException {}
}
