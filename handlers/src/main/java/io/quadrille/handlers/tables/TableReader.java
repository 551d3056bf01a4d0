package io.quadrille.handlers.tables;

import java.io.IOException;
import java.util.List;

/** Reads tables as they were committed at one moment, also while they are written. Thread safe. */
public interface TableReader {
    /** The tables' names, in the order of their UTF-8 bytes. */
    List<String> tables();

    /** How many rows the table has. @throws NoSuchTable if there is none of this name */
    long count(String table);

    /**
     * Shows every row, ordered by partition and sort key: integers by value, text by its UTF-8 bytes. Constant memory.
     *
     * @throws NoSuchTable if there is none of this name
     * @throws IOException what the visitor throws
     */
    void read(String table, RowVisitor visitor) throws IOException;
}
