package io.quadrille.observer.runs;

/**
 * The chunks that a step has not ended, of those that are known of.
 *
 * @param chunks without an outcome and not dead, or whose reject rows are awaited
 */
public record MissingChunks(String step, ChunkRanges chunks) {
    @Override
    public String toString() {
        return step + ": " + (chunks.count() == 1 ? "chunk " : "chunks ") + chunks;
    }
}
