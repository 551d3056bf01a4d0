package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.flow.CustomersIntoSqlite;
import io.quadrille.loadtests.lane.Entry;
import io.quadrille.loadtests.lane.Runner;
import io.quadrille.loadtests.report.Target;
import io.quadrille.loadtests.source.KeyOrder;
import io.quadrille.loadtests.source.SourceFile;
import java.io.IOException;
import java.util.List;

/** A tenth, one time and ten times the records into SQLite: whether cost stays linear. */
final class ScaleSuite implements Suite {
    private static final String TENTH = "a tenth of the records";
    private static final String ONE = "the records";
    private static final String TEN = "ten times the records";
    private static final String SCATTERED = "the records, keys scattered";

    @Override
    public void run(Bench bench) throws IOException {
        long records = bench.records();
        Entry tenth = Entry.loading(TENTH, CustomersIntoSqlite.class);
        Entry one = Entry.loading(ONE, CustomersIntoSqlite.class);
        Entry ten = Entry.reading(TEN, CustomersIntoSqlite.class, CustomersIntoSqlite.COUNTED);
        Entry scattered = Entry.loading(SCATTERED, CustomersIntoSqlite.class);
        // Warm on the same file, all of them: ten times the records are not ten times as warm.
        SourceFile file = bench.file(records, KeyOrder.ASCENDING);
        Laps laps = bench.race(
                "scale, flow into SQLite, 2g heap",
                "2g",
                List.of(
                        new Runner(tenth, bench.file(Math.max(1, records / 10), KeyOrder.ASCENDING), file),
                        new Runner(one, file, file),
                        new Runner(scattered, bench.file(records, KeyOrder.SCATTERED), file),
                        new Runner(ten, bench.file(10 * records, KeyOrder.ASCENDING), file)));
        bench.report().add(Target.TEN_M_VS_ONE_M, laps.speed(TEN, ONE));
        bench.report().addOther("one_vs_a_tenth", laps.speed(ONE, TENTH));
        bench.report().addOther("scattered_vs_ascending_keys", laps.speed(SCATTERED, ONE));
    }
}
