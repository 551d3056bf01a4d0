package io.quadrille.handlers.csv;

import org.jspecify.annotations.Nullable;

/**
 * Contiguous records of a source. It stands on its own: it may be read on any thread, more than once, and after the
 * source is closed.
 */
public final class CsvChunk {
    private final int number;
    private final RecordIndex index;
    private final @Nullable ChunkContent content;

    CsvChunk(int number, RecordIndex index, @Nullable ChunkContent content) {
        this.number = number;
        this.index = index;
        this.content = content;
    }

    /** Its place among the source's chunks, from 0. */
    public int number() {
        return number;
    }

    /** How many records it has, malformed ones included; at least 1. */
    public int records() {
        return index.count();
    }

    /** The physical line, from 1, where its first record begins. */
    public long firstLine() {
        return index.line(0);
    }

    /** The physical line, from 1, where its last record begins. */
    public long lastLine() {
        return index.line(index.count() - 1);
    }

    /**
     * Calls the visitor once per record in file order.
     *
     * @throws IllegalStateException when the chunk was skipped, so that only its bounds are known
     */
    public void forEach(RecordVisitor visitor) {
        if (content == null) {
            throw new IllegalStateException(
                    "chunk " + number + " was skipped; take it with next() to read its records");
        }
        content.forEach(visitor);
    }
}
