package io.quadrille.handlers.tables;

import java.util.List;

/** A table was named that was never loaded into; the message lists those there are. */
public final class NoSuchTable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NoSuchTable(String table, List<String> tables) {
        super("There is no table '" + table + "'. "
                + (tables.isEmpty()
                        ? "No table was loaded yet."
                        : "The tables are " + String.join(", ", tables) + "."));
    }
}
