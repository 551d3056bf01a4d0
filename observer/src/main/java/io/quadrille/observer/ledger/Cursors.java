package io.quadrille.observer.ledger;

import io.quadrille.events.RunKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;

/** Where a page ended, as text that a reader only hands back. */
public final class Cursors {
    private Cursors() {}

    /** The place of a reject in {@link RejectRow#ORDER}. */
    public record RejectPlace(long line, String step, int ordinal, int chunk, int place)
            implements Comparable<RejectPlace> {
        private static final Comparator<RejectPlace> ORDER = Comparator.comparingLong(RejectPlace::line)
                .thenComparing(RejectPlace::step)
                .thenComparingInt(RejectPlace::ordinal)
                .thenComparingInt(RejectPlace::chunk)
                .thenComparingInt(RejectPlace::place);

        @Override
        public int compareTo(RejectPlace other) {
            return ORDER.compare(this, other);
        }

        public static RejectPlace of(RejectRow row) {
            return new RejectPlace(
                    row.line(), row.step(), row.rejection().origin().ordinal(), row.chunk(), row.place());
        }

        /** @throws IllegalArgumentException if it is not a cursor of ours */
        public static RejectPlace parse(String cursor) {
            String[] parts = parts(cursor, 5);
            try {
                return new RejectPlace(
                        Long.parseLong(parts[0]),
                        parts[1],
                        Integer.parseInt(parts[2]),
                        Integer.parseInt(parts[3]),
                        Integer.parseInt(parts[4]));
            } catch (NumberFormatException e) {
                throw malformed();
            }
        }

        public String text() {
            return encode(line + "|" + step + "|" + ordinal + "|" + chunk + "|" + place);
        }
    }

    /** The place of a run among all, latest start first. */
    public record RunPlace(Instant startedAt, String run, int attempt, String pipeline)
            implements Comparable<RunPlace> {
        private static final Comparator<RunPlace> ORDER = Comparator.comparingLong(
                        (RunPlace place) -> place.startedAt().toEpochMilli())
                .thenComparing(RunPlace::run)
                .thenComparingInt(RunPlace::attempt)
                .thenComparing(RunPlace::pipeline)
                .reversed();

        @Override
        public int compareTo(RunPlace other) {
            return ORDER.compare(this, other);
        }

        public static RunPlace of(RunTally tally) {
            RunKey key = tally.run();
            return new RunPlace(tally.history().startedAt(), key.run(), key.attempt(), key.pipeline());
        }

        /** @throws IllegalArgumentException if it is not a cursor of ours */
        public static RunPlace parse(String cursor) {
            String[] parts = parts(cursor, 4);
            try {
                return new RunPlace(
                        Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1], Integer.parseInt(parts[2]), parts[3]);
            } catch (NumberFormatException e) {
                throw malformed();
            }
        }

        public String text() {
            return encode(startedAt.toEpochMilli() + "|" + run + "|" + attempt + "|" + pipeline);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] parts(String cursor, int count) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\|", -1);
            if (parts.length == count) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("The cursor is not one that a page ended with; ask for the first page");
    }
}
