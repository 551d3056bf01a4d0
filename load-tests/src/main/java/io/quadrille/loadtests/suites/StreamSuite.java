package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.lane.Entry;
import io.quadrille.loadtests.lane.Heat;
import io.quadrille.loadtests.lane.Rounds;
import io.quadrille.loadtests.lane.Runner;
import io.quadrille.loadtests.shapes.Stream;
import io.quadrille.loadtests.source.EndlessCustomers;
import io.quadrille.loadtests.source.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A source far larger than the heap, made while it is read, into a sink that counts: it ends, or the heap was too small. */
final class StreamSuite implements Suite {
    private static final String HEAP = "128m";
    private static final double GIGA = 1e9;

    @Override
    public void run(Bench bench) throws IOException {
        long records = EndlessCustomers.records(bench.streamBytes());
        long bytes = EndlessCustomers.bytes(records);
        String title = String.format(Locale.ROOT, "%.2f GB made while it is read, %s heap", bytes / GIGA, HEAP);
        Runner runner = new Runner(
                Entry.reading("flow into a counting sink", Stream.class, Long.toString(records)),
                new SourceFile(Path.of("customers.csv"), records, bytes, ""));
        Heat heat = new Heat(bench.track().heap(HEAP), new Rounds(0, 1), doing -> bench.progress()
                .accept(title + ", " + doing));
        bench.report().add(new Laps(heat.run(List.of(runner))).section(title));
    }
}
