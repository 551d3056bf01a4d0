package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.flow.CustomersIntoSqlite;
import io.quadrille.loadtests.flow.ObservedCustomers;
import io.quadrille.loadtests.lane.Entry;
import io.quadrille.loadtests.report.Target;
import java.io.IOException;
import java.util.List;

/** What a run into SQLite loses while it is looked at, and how its observers are answered meanwhile. */
final class ObserverSuite implements Suite {
    private static final String UNOBSERVED = "unobserved";
    private static final String OBSERVED = "observed by a page";
    private static final String BESIEGED = "16 clients without a pause";

    @Override
    public void run(Bench bench) throws IOException {
        Laps laps = bench.race(
                "observer, 2g heap",
                "2g",
                bench.file(),
                List.of(
                        Entry.loading(UNOBSERVED, CustomersIntoSqlite.class),
                        Entry.loading(OBSERVED, ObservedCustomers.class, "1", "0"),
                        Entry.loading(BESIEGED, ObservedCustomers.class, "0", "16")));
        bench.report().add(Target.OBSERVED_VS_UNOBSERVED, laps.speed(OBSERVED, UNOBSERVED));
        bench.report().addOther("besieged_vs_unobserved", laps.speed(BESIEGED, UNOBSERVED));
    }
}
