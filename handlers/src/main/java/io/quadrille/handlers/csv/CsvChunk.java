package io.quadrille.handlers.csv;

import org.jspecify.annotations.Nullable;

/**
 * Contiguous records of a source. It stands on its own: it may be read on any thread, more than once, and after the
 * source is closed. Only once it is given back, nobody can read its records.
 */
public final class CsvChunk {
    private final int number;
    private final int records;
    private final long firstLine;
    private final long lastLine;
    private volatile @Nullable ChunkAssembly memory;

    /** @param memory where its records stand; null if only its bounds are known */
    CsvChunk(int number, RecordIndex index, @Nullable ChunkAssembly memory) {
        this.number = number;
        this.records = index.count();
        this.firstLine = index.line(0);
        this.lastLine = index.line(records - 1);
        this.memory = memory;
    }

    /** Its place among the source's chunks, from 0. */
    public int number() {
        return number;
    }

    /** How many records it has, malformed ones included; at least 1. */
    public int records() {
        return records;
    }

    /** The physical line, from 1, where its first record begins. */
    public long firstLine() {
        return firstLine;
    }

    /** The physical line, from 1, where its last record begins. */
    public long lastLine() {
        return lastLine;
    }

    /**
     * Calls the visitor once per record in file order.
     *
     * @throws IllegalStateException when the chunk was skipped or given back, so that only its bounds are known
     */
    public void forEach(RecordVisitor visitor) {
        ChunkAssembly held = memory;
        if (held == null) {
            throw new IllegalStateException("chunk " + number
                    + " was skipped or given back; take it with next() and read its records before giving it back");
        }
        held.content().forEach(visitor);
    }

    /** Leaves the memory of its records to another chunk; its bounds stay. @return null if it has none */
    @Nullable
    ChunkAssembly leave() {
        ChunkAssembly left = memory;
        memory = null;
        return left;
    }
}
