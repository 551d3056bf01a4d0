package io.quadrille.observer.ledger;

import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A chunk's outcome as its bucket keeps it: the counts, enough of the fingerprint to know a duplicate from a conflict, when
 * it was published and how long it took, and where an extract's chunk begins. All of it is written by the one conditional
 * update that counts the outcome, so that what is added up over time is as exact as the counts.
 *
 * @param fingerprint the first 32 bits of the outcome's
 * @param firstLine the line where an extract's chunk begins, from 1; 0 for other steps and chunks without records
 */
public record Cell(int fingerprint, Counts counts, Times times, long firstLine) {
    /** A chunk's first line were it this many records of one line after a header: what is near it costs few bytes. */
    private static final long USUAL_RECORDS = 500;

    private static final int BOTH_GIVEN = 0;
    private static final int OUT_IMPLIED = 1;
    private static final int LOADED_IMPLIED = 2;
    private static final int OUT_GIVEN = 3;
    private static final int MODE_BITS = 2;
    private static final int EXPANDED = 1 << 2;
    private static final int REJECTED = 1 << 3;
    private static final int FILTERED = 1 << 4;
    private static final int LINE = 1 << 5;
    private static final int FLAG_BITS = 6;
    private static final int COUNTER_BITS = 5;

    /**
     * When the outcome was published, and how long it took.
     *
     * @param quarter the number of the quarter second since 2020
     * @param waiting the counter of {@link LogHistogram} that the waiting time belongs to
     * @param working likewise
     */
    public record Times(long quarter, int waiting, int working) {
        public static Times of(ChunkOutcome.Timing timing, Instant published) {
            return new Times(
                    Timeline.quarterOf(published),
                    LogHistogram.counterOf(timing.waitMicros()),
                    LogHistogram.counterOf(timing.workMicros()));
        }

        /** When the outcome was published: the beginning of that quarter of a second. */
        public Instant at() {
            return Timeline.quarterBegins(quarter);
        }
    }

    public static Cell of(ChunkOutcome outcome, Instant published) {
        return new Cell(
                fingerprintOf(outcome),
                outcome.counts(),
                Times.of(outcome.timing(), published),
                outcome.causeHash() == null ? outcome.firstLine() : 0);
    }

    private static int fingerprintOf(ChunkOutcome outcome) {
        return Integer.parseUnsignedInt(outcome.fingerprint().substring(0, 8), 16);
    }

    /** Whether the outcome says the same, whenever it was published. */
    public boolean says(ChunkOutcome outcome) {
        return fingerprint == fingerprintOf(outcome) && counts.equals(outcome.counts());
    }

    /**
     * 12 bytes for a chunk of up to 16,383 records that are all passed on or loaded, and one or two for each count that is
     * not 0 or implied by the others; an extract's first line takes one to four.
     *
     * @param chunk its number in the run
     */
    public void writeTo(ByteArrayOutputStream bytes, int chunk) {
        writeInt(bytes, fingerprint);
        writeInt(bytes, (int) times.quarter());
        int flags = flags();
        int head = (times.waiting() << COUNTER_BITS | times.working()) << FLAG_BITS | flags;
        bytes.write(head >>> 8);
        bytes.write(head);
        Varints.write(bytes, counts.in());
        writeIf(bytes, flags & EXPANDED, counts.expanded());
        writeIf(bytes, flags & REJECTED, counts.rejected());
        writeIf(bytes, flags & FILTERED, counts.filtered());
        int mode = flags & (1 << MODE_BITS) - 1;
        if (mode == OUT_GIVEN || mode == BOTH_GIVEN) {
            Varints.write(bytes, counts.out());
        }
        if (mode == BOTH_GIVEN) {
            Varints.write(bytes, counts.loaded());
        }
        if ((flags & LINE) != 0) {
            Varints.writeSigned(bytes, firstLine - usualLine(chunk));
        }
    }

    public static Cell readFrom(ByteBuffer bytes, int chunk) {
        int fingerprint = bytes.getInt();
        long quarter = Integer.toUnsignedLong(bytes.getInt());
        int head = Short.toUnsignedInt(bytes.getShort());
        int counters = head >>> FLAG_BITS;
        long in = Varints.read(bytes);
        long expanded = readIf(bytes, head & EXPANDED);
        long rejected = readIf(bytes, head & REJECTED);
        long filtered = readIf(bytes, head & FILTERED);
        long rest = in + expanded - rejected - filtered;
        Counts counts =
                switch (head & (1 << MODE_BITS) - 1) {
                    case OUT_IMPLIED -> new Counts(in, rest, expanded, rejected, filtered, 0);
                    case LOADED_IMPLIED -> new Counts(in, 0, expanded, rejected, filtered, rest);
                    case OUT_GIVEN -> {
                        long out = Varints.read(bytes);
                        yield new Counts(in, out, expanded, rejected, filtered, rest - out);
                    }
                    default -> new Counts(in, Varints.read(bytes), expanded, rejected, filtered, Varints.read(bytes));
                };
        long firstLine = (head & LINE) == 0 ? 0 : Varints.readSigned(bytes) + usualLine(chunk);
        Times times = new Times(quarter, counters >>> COUNTER_BITS, counters & (1 << COUNTER_BITS) - 1);
        return new Cell(fingerprint, counts, times, firstLine);
    }

    private int flags() {
        return mode()
                | (counts.expanded() == 0 ? 0 : EXPANDED)
                | (counts.rejected() == 0 ? 0 : REJECTED)
                | (counts.filtered() == 0 ? 0 : FILTERED)
                | (firstLine == 0 ? 0 : LINE);
    }

    private int mode() {
        if (!counts.isBalanced()) {
            return BOTH_GIVEN;
        } else if (counts.loaded() == 0) {
            return OUT_IMPLIED;
        }
        return counts.out() == 0 ? LOADED_IMPLIED : OUT_GIVEN;
    }

    private static long usualLine(int chunk) {
        return chunk * USUAL_RECORDS + 2;
    }

    private static void writeInt(ByteArrayOutputStream bytes, int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(value >>> shift);
        }
    }

    private static void writeIf(ByteArrayOutputStream bytes, int flag, long value) {
        if (flag != 0) {
            Varints.write(bytes, value);
        }
    }

    private static long readIf(ByteBuffer bytes, int flag) {
        return flag == 0 ? 0 : Varints.read(bytes);
    }
}
