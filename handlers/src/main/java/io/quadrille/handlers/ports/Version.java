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
 * @param sourceTime when the source's version was made; milliseconds count
 * @param sequencer the S3 notification's, compared as text with the shorter first; null before any
 * @param run the run's id
 * @param attempt from 1
 * @param line the record's line, from 1
 * @param ordinal its place among the records expanded from that line, from 0
 */
public record Version(Instant sourceTime, @Nullable String sequencer, String run, int attempt, long line, int ordinal)
        implements Comparable<Version> {

    /** What all rows of one attempt of a run have in common in their versions: a store may keep it once. */
    public record Writer(long sourceMillis, @Nullable String sequencer, String run, int attempt)
            implements Comparable<Writer> {
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

    public Writer writer() {
        return new Writer(sourceTime.toEpochMilli(), sequencer, run, attempt);
    }

    /** Whether both have one writer, seen at a glance; if not, they may still have equal ones. */
    @SuppressWarnings("ReferenceEquality") // the rows of a chunk share their time and their texts
    public boolean isBeside(Version other) {
        return sourceTime == other.sourceTime
                && sequencer == other.sequencer
                && run == other.run
                && attempt == other.attempt;
    }

    /** Bytes whose unsigned order is the versions' order: the writer's, the line's, the ordinal's. */
    public byte[] toBytes() {
        byte[] writer = writer().toBytes();
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
