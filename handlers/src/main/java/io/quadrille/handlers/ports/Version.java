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

    /** Bytes whose unsigned order is the versions' order. */
    public byte[] toBytes() {
        byte[] sequence = sequencer == null ? new byte[0] : sequencer.getBytes(US_ASCII);
        byte[] id = run.getBytes(US_ASCII);
        return ByteBuffer.allocate(8 + sequence.length + 1 + id.length + 1 + 4 + 8 + 4)
                .putLong(sourceTime.toEpochMilli() ^ Long.MIN_VALUE) // so that times before 1970 come first
                .put(sequence)
                .put((byte) 0)
                .put(id)
                .put((byte) 0)
                .putInt(attempt)
                .putLong(line)
                .putInt(ordinal)
                .array();
    }

    @Override
    public int compareTo(Version other) {
        return Arrays.compareUnsigned(toBytes(), other.toBytes());
    }
}
