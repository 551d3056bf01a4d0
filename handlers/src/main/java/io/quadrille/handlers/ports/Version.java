package io.quadrille.handlers.ports;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row's version: which of two writes to one key is the later, whatever the order they arrive in. Compared part by
 * part in the order of the components.
 *
 * @param writer who wrote it
 * @param line the record's line, from 1
 * @param ordinal its place among the records expanded from that line, from 0
 */
public record Version(Writer writer, long line, int ordinal) implements Comparable<Version> {

    /** As {@link Writer#of}, with the record's line and ordinal. */
    public Version(Instant sourceTime, @Nullable String sequencer, String run, int attempt, long line, int ordinal) {
        this(Writer.of(sourceTime, sequencer, run, attempt), line, ordinal);
    }

    /**
     * What all rows of one attempt of a run have in common in their versions: a store may keep it once.
     *
     * @param sourceMillis when the source's version was made, in milliseconds since 1970
     * @param sequencer the S3 notification's, compared as text with the shorter first; null before any
     * @param run the run's id
     * @param attempt from 1
     */
    public record Writer(long sourceMillis, @Nullable String sequencer, String run, int attempt)
            implements Comparable<Writer> {
        /** @param sourceTime when the source's version was made; milliseconds count */
        public static Writer of(Instant sourceTime, @Nullable String sequencer, String run, int attempt) {
            return new Writer(sourceTime.toEpochMilli(), sequencer, run, attempt);
        }

        /** Bytes whose unsigned order is the writers' order; none begins with another's. */
        public byte[] toBytes() {
            byte[] sequence = sequencer == null ? new byte[0] : sequencer.getBytes(US_ASCII);
            byte[] id = run.getBytes(US_ASCII);
            return ByteBuffer.allocate(Long.BYTES + sequence.length + 1 + id.length + 1 + Integer.BYTES)
                    .putLong(sourceMillis ^ Long.MIN_VALUE) // so that times before 1970 come first
                    .put(sequence)
                    .put((byte) 0)
                    .put(id)
                    .put((byte) 0)
                    .putInt(attempt)
                    .array();
        }

        @Override
        public int compareTo(Writer other) {
            return Arrays.compareUnsigned(toBytes(), other.toBytes());
        }
    }

    /** Bytes whose unsigned order is the versions' order: the writer's, the line's, the ordinal's. */
    public byte[] toBytes() {
        byte[] writer = this.writer.toBytes();
        return ByteBuffer.allocate(writer.length + Long.BYTES + Integer.BYTES)
                .put(writer)
                .putLong(line)
                .putInt(ordinal)
                .array();
    }

    @Override
    public int compareTo(Version other) {
        return Arrays.compareUnsigned(toBytes(), other.toBytes());
    }
}
