package io.quadrille.local.memory;

import io.quadrille.handlers.ports.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the versions of a run's rows have in common, each kept once under a number: a table of millions of rows has a few of
 * them. Guarded by its table's lock.
 */
final class Writers {
    private final Map<Writer, Integer> numbers = new HashMap<>();
    private final List<Version> firsts = new ArrayList<>();
    private @Nullable Version last;
    private int lastNumber;

    private record Writer(Instant sourceTime, @Nullable String sequencer, String run, int attempt) {
        static Writer of(Version version) {
            return new Writer(version.sourceTime(), version.sequencer(), version.run(), version.attempt());
        }
    }

    int numberOf(Version version) {
        if (last == null || !isSame(version, last)) {
            lastNumber = numbers.computeIfAbsent(Writer.of(version), writer -> {
                firsts.add(
                        new Version(version.sourceTime(), version.sequencer(), version.run(), version.attempt(), 0, 0));
                return numbers.size();
            });
            last = version;
        }
        return lastNumber;
    }

    private static boolean isSame(Version one, Version other) {
        return one.attempt() == other.attempt()
                && one.run().equals(other.run())
                && one.sourceTime().equals(other.sourceTime())
                && Objects.equals(one.sequencer(), other.sequencer());
    }

    /** Whether a version is greater than the one of the row. */
    boolean isGreater(OfferedRows rows, int row, int writer, StoredRow stored) {
        if (writer != stored.writer()) {
            int order = firsts.get(writer).compareTo(firsts.get(stored.writer()));
            if (order != 0) { // two times that differ by less than a millisecond are the same in a version
                return order > 0;
            }
        }
        int order = Long.compare(rows.line(row), stored.line());
        return order == 0 ? rows.ordinal(row) > stored.ordinal() : order > 0;
    }
}
