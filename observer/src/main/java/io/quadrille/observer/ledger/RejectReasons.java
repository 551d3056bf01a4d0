package io.quadrille.observer.ledger;

import io.quadrille.events.Rejection;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rejects of one step counted by reason. Immutable.
 *
 * @param counts how many by reason, from 0
 */
public record RejectReasons(SortedMap<Reason, Long> counts) {
    public static final RejectReasons NONE = new RejectReasons(new TreeMap<>());
    /** Reasons of one chunk that are kept apart, and reasons of one step. */
    private static final int MOST_OF_CHUNK = 16;

    private static final int MOST_OF_STEP = 100;

    public RejectReasons {
        counts = Collections.unmodifiableSortedMap(counts);
    }

    /**
     * Why records were rejected.
     *
     * @param column the first 64 characters of its name; empty where no column is at fault
     */
    public record Reason(String code, String column) implements Comparable<Reason> {
        static final Reason OTHER = new Reason(RejectGroup.OTHER, "");
        /** As many characters of a column as are kept. */
        public static final int COLUMN_LENGTH = 64;

        private static final Comparator<Reason> ORDER =
                Comparator.comparing(Reason::code).thenComparing(Reason::column);

        public static Reason of(Rejection rejection) {
            return of(rejection.code(), rejection.column());
        }

        public static Reason of(String code, @Nullable String column) {
            return new Reason(code, cut(column));
        }

        static String cut(@Nullable String column) {
            if (column == null || column.codePointCount(0, column.length()) <= COLUMN_LENGTH) {
                return column == null ? "" : column;
            }
            return column.substring(0, column.offsetByCodePoints(0, COLUMN_LENGTH));
        }

        @Override
        public int compareTo(Reason other) {
            return ORDER.compare(this, other);
        }
    }

    /** The reasons of one chunk. */
    public static RejectReasons of(List<Rejection> rejections) {
        SortedMap<Reason, Long> counts = new TreeMap<>();
        for (Rejection rejection : rejections) {
            add(counts, Reason.of(rejection), 1, MOST_OF_CHUNK);
        }
        return new RejectReasons(counts);
    }

    /** Each reason apart, however many there are. */
    public static RejectReasons counted(Collection<Reason> reasons) {
        SortedMap<Reason, Long> counts = new TreeMap<>();
        reasons.forEach(reason -> counts.merge(reason, 1L, Long::sum));
        return new RejectReasons(counts);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All of both, as a bucket keeps them. */
    RejectReasons with(RejectReasons more) {
        return plus(more, Integer.MAX_VALUE);
    }

    /** The sum, in which reasons beyond those that are kept apart are {@link RejectGroup#OTHER}. */
    RejectReasons plus(RejectReasons more) {
        return plus(more, MOST_OF_STEP);
    }

    private RejectReasons plus(RejectReasons more, int most) {
        if (more.counts.isEmpty()) {
            return this;
        }
        SortedMap<Reason, Long> sums = new TreeMap<>(counts);
        more.counts.forEach((reason, count) -> add(sums, reason, count, most));
        return new RejectReasons(sums);
    }

    /** Without what was added before. A reason stays with a count of 0, so that what goes under another name never changes. */
    RejectReasons minus(RejectReasons less) {
        SortedMap<Reason, Long> sums = new TreeMap<>(counts);
        less.counts.forEach(
                (reason, count) -> sums.merge(sums.containsKey(reason) ? reason : Reason.OTHER, -count, Long::sum));
        return new RejectReasons(sums);
    }

    private static void add(SortedMap<Reason, Long> sums, Reason reason, long count, int most) {
        boolean apart = sums.containsKey(reason) || sums.size() < most;
        sums.merge(apart ? reason : Reason.OTHER, count, Long::sum);
    }

    void writeTo(ByteArrayOutputStream bytes) {
        Varints.write(bytes, counts.size());
        counts.forEach((reason, count) -> {
            write(bytes, reason.code());
            write(bytes, reason.column());
            Varints.write(bytes, count);
        });
    }

    private static void write(ByteArrayOutputStream bytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Varints.write(bytes, utf8.length);
        bytes.writeBytes(utf8);
    }

    static RejectReasons readFrom(ByteBuffer bytes) {
        int size = (int) Varints.read(bytes);
        SortedMap<Reason, Long> counts = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            counts.put(new Reason(text(bytes), text(bytes)), Varints.read(bytes));
        }
        return new RejectReasons(counts);
    }

    private static String text(ByteBuffer bytes) {
        byte[] utf8 = new byte[(int) Varints.read(bytes)];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
