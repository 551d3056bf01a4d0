package io.quadrille.events;

import io.quadrille.events.hashing.Hashes;
import org.jspecify.annotations.Nullable;

/**
 * What a step made of one chunk: exactly one per chunk it consumes, the same however often it is executed.
 *
 * @param firstLine the line where the chunk's first record begins, from 1; 0 for a chunk without records
 * @param lastLine the line where its last record begins
 * @param dataHash hex SHA-256 of the records emitted; null for a load
 * @param causeHash hex SHA-256 of the records consumed; null for an extract
 * @param filteredLines where the records dropped begin; null where none were, or too many apart to be listed
 */
public record ChunkOutcome(
        ChunkKey key,
        Counts counts,
        long firstLine,
        long lastLine,
        @Nullable String dataHash,
        @Nullable String causeHash,
        Timing timing,
        @Nullable LineRanges filteredLines) {
    /** An outcome that lists no filtered lines. */
    public ChunkOutcome(
            ChunkKey key,
            Counts counts,
            long firstLine,
            long lastLine,
            @Nullable String dataHash,
            @Nullable String causeHash,
            Timing timing) {
        this(key, counts, firstLine, lastLine, dataHash, causeHash, timing, null);
    }

    /**
     * How long the step took; not part of what the outcome is.
     *
     * @param waitMicros from the consumed event's publication to the start of the work
     * @param workMicros from there to the outcome
     */
    public record Timing(long waitMicros, long workMicros) {
        public static final Timing NONE = new Timing(0, 0);
    }

    /** Hex SHA-256 of what the outcome says: two for one chunk and step mean that something is not deterministic. */
    public String fingerprint() {
        return Hashes.hex(Hashes.sha256(
                (counts + " " + dataHash + " " + causeHash).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
