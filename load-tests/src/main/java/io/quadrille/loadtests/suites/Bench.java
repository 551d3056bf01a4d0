package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.lane.Entry;
import io.quadrille.loadtests.lane.Heat;
import io.quadrille.loadtests.lane.LapResult;
import io.quadrille.loadtests.lane.Rounds;
import io.quadrille.loadtests.lane.Runner;
import io.quadrille.loadtests.lane.Track;
import io.quadrille.loadtests.report.Report;
import io.quadrille.loadtests.source.Customers;
import io.quadrille.loadtests.source.KeyOrder;
import io.quadrille.loadtests.source.LineBreaks;
import io.quadrille.loadtests.source.SourceFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a suite works with.
 *
 * @param root the repository
 * @param records of a lap where a suite has no reason for another number
 * @param streamBytes of a source that is made while it is read
 * @param endpoint that is not Amazon's; null where none was named
 * @param quick whether only the results matter, not the times
 * @param progress told what is going on, in a few words
 */
public record Bench(
        Path root,
        Track track,
        Rounds rounds,
        Customers customers,
        long records,
        long streamBytes,
        KeyOrder keys,
        @Nullable URI endpoint,
        boolean quick,
        Consumer<String> progress,
        Report report) {

    /** The customers file of the command's size. */
    SourceFile file() throws IOException {
        return file(records, keys);
    }

    SourceFile file(long count, KeyOrder order) throws IOException {
        progress.accept("%,d customers, keys %s".formatted(count, order.text()));
        return customers.file(count, order, LineBreaks.ANY);
    }

    /** A file that readers of other makes do not change on their way. */
    SourceFile plainFile(long count) throws IOException {
        progress.accept("%,d customers, keys %s, line feeds".formatted(count, keys.text()));
        return customers.file(count, keys, LineBreaks.LINE_FEEDS);
    }

    /** Runs candidates side by side on one file and reports them as a section. */
    Laps race(String title, String heap, SourceFile source, List<Entry> entries) throws IOException {
        return race(
                title,
                heap,
                entries.stream().map(entry -> new Runner(entry, source)).toList());
    }

    /** Runs candidates side by side, each on its own file, and reports them as a section. */
    Laps race(String title, String heap, List<Runner> runners) throws IOException {
        Map<String, List<LapResult>> laps =
                new Heat(track.heap(heap), rounds, doing -> progress.accept(title + ", " + doing)).run(runners);
        Laps result = new Laps(laps);
        report.add(result.section(title));
        return result;
    }
}
