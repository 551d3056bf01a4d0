package io.quadrille.testdata;

/** The cells of one record before they are written, clean or spoiled. Reused for every record; not thread-safe. */
final class RecordDraft {

    private static final int MOST_EXTRA = 3;

    private final int columns;
    private final Utf8Text[] cells;
    private final boolean[] quoted;
    private int count;
    private int raw;
    private boolean oneLine;
    private boolean quoteLeftOpen;

    RecordDraft(int columns) {
        this.columns = columns;
        cells = new Utf8Text[columns + MOST_EXTRA];
        quoted = new boolean[columns + MOST_EXTRA];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new Utf8Text();
        }
    }

    /**
     * Empties every cell.
     *
     * @param oneLine whether no cell may contain a line end
     */
    void begin(boolean oneLine) {
        for (int i = 0; i < cells.length; i++) {
            cells[i].clear();
            quoted[i] = false;
        }
        count = columns;
        raw = -1;
        this.oneLine = oneLine;
        quoteLeftOpen = false;
    }

    boolean oneLine() {
        return oneLine;
    }

    int columns() {
        return columns;
    }

    Utf8Text cell(int column) {
        return cells[column];
    }

    /** Empties one cell for another content. */
    Utf8Text replace(int column) {
        quoted[column] = false;
        return cells[column].clear();
    }

    /** Quotes a cell even where it need not be. */
    void quote(int column) {
        quoted[column] = true;
    }

    /** Writes a cell's bytes as they stand. */
    void raw(int column) {
        raw = column;
    }

    /** Says that the record opens a quote it never closes, so that the next quote of the file must not look like its end. */
    void leaveQuoteOpen() {
        quoteLeftOpen = true;
    }

    boolean quoteLeftOpen() {
        return quoteLeftOpen;
    }

    /** Drops the cells after the first {@code first}. */
    void keep(int first) {
        count = first;
    }

    /** A cell more than there are columns. */
    Utf8Text extra() {
        return cells[count++];
    }

    void writeTo(CsvLine line) {
        line.clear();
        for (int i = 0; i < count; i++) {
            if (i == raw) {
                line.raw(cells[i]);
            } else {
                line.cell(cells[i], quoted[i]);
            }
        }
    }
}
