package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.lane.Entry;
import io.quadrille.loadtests.lane.Runner;
import io.quadrille.loadtests.shapes.AnyCsv;
import io.quadrille.loadtests.shapes.Chain;
import io.quadrille.loadtests.source.PlainFile;
import io.quadrille.loadtests.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** More steps, more sinks, wider records: whether each costs what it adds and no more. */
final class ShapesSuite implements Suite {
    private static final int NARROW = 5;
    private static final int WIDE = 200;
    private static final List<Integer> TRANSFORMS = List.of(1, 2, 5, 20);
    private static final List<Integer> LOADS = List.of(2, 5, 10);

    @Override
    public void run(Bench bench) throws IOException {
        long records = Math.max(1, bench.records() / 10);
        SourceFile source = bench.file(records, bench.keys());
        List<Runner> runners = new ArrayList<>();
        for (int transforms : TRANSFORMS) {
            runners.add(chain(transforms, 1, source));
        }
        for (int loads : LOADS) {
            runners.add(chain(1, loads, source));
        }
        Laps chains = bench.race("shapes, 2g heap", "2g", runners);
        bench.report().addOther("twenty_transforms_vs_one", chains.speed(name(20, 1), name(1, 1)));
        bench.report().addOther("ten_loads_vs_one", chains.speed(name(1, 10), name(1, 1)));

        SourceFile narrow = PlainFile.write(bench.track().folder().resolve("narrow.csv"), NARROW, records);
        SourceFile wide =
                PlainFile.write(bench.track().folder().resolve("wide.csv"), WIDE, Math.max(1, records * NARROW / WIDE));
        bench.race(
                "widths, as many cells, 2g heap",
                "2g",
                List.of(
                        new Runner(Entry.reading(NARROW + " columns", AnyCsv.class), narrow),
                        new Runner(Entry.reading(WIDE + " columns", AnyCsv.class), wide)));
    }

    private static Runner chain(int transforms, int loads, SourceFile source) {
        return new Runner(
                Entry.loading(
                        name(transforms, loads), Chain.class, Integer.toString(transforms), Integer.toString(loads)),
                source);
    }

    private static String name(int transforms, int loads) {
        return transforms
                + (transforms == 1 ? " transform, " : " transforms, ")
                + loads
                + (loads == 1 ? " load" : " loads");
    }
}
