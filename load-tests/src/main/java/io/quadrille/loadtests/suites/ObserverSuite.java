package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.flow.BesiegedCustomers;
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
    private static final int ASKERS = 16;
    private static final int LISTENERS = 50;
    private static final int FEW = 2;

    @Override
    public void run(Bench bench) throws IOException {
        int askers = bench.quick() ? FEW : ASKERS;
        int listeners = bench.quick() ? FEW : LISTENERS;
        String besieged = askers + " who ask, " + listeners + " who listen";
        Laps laps = bench.race(
                "observer, 2g heap",
                "2g",
                bench.file(),
                List.of(
                        Entry.loading(UNOBSERVED, CustomersIntoSqlite.class),
                        Entry.loading(OBSERVED, ObservedCustomers.class),
                        Entry.loading(
                                besieged,
                                BesiegedCustomers.class,
                                Integer.toString(askers),
                                Integer.toString(listeners))));
        bench.report().add(Target.OBSERVED_VS_UNOBSERVED, laps.speed(OBSERVED, UNOBSERVED));
        bench.report().addOther("besieged_vs_unobserved", laps.speed(besieged, UNOBSERVED));
        bench.report().addRequests(laps.requests(besieged));
    }
}
