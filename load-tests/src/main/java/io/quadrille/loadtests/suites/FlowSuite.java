package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.flow.ContactsInMemory;
import io.quadrille.loadtests.flow.ContactsIntoSqlite;
import io.quadrille.loadtests.flow.CustomersInMemory;
import io.quadrille.loadtests.flow.CustomersIntoSqlite;
import io.quadrille.loadtests.flow.LoopIntoMap;
import io.quadrille.loadtests.flow.LoopIntoSqlite;
import io.quadrille.loadtests.flow.ParseAlone;
import io.quadrille.loadtests.lane.Entry;
import io.quadrille.loadtests.report.Target;
import java.io.IOException;
import java.util.List;

/** The whole flow against the parse alone and against plain loops that do the same work without events. */
final class FlowSuite implements Suite {
    private static final String PARSE = "FastCSV alone";
    private static final String MAP_LOOP = "plain loop into a map";
    private static final String SQLITE_LOOP = "plain loop into SQLite";
    private static final String MEMORY = "flow into memory";
    private static final String CLEAR_MEMORY = "flow into memory, no cipher";
    private static final String SQLITE = "flow into SQLite";
    private static final String CLEAR_SQLITE = "flow into SQLite, no cipher";

    private final String heap;
    private final boolean plentiful;

    private FlowSuite(String heap, boolean plentiful) {
        this.heap = heap;
        this.plentiful = plentiful;
    }

    static FlowSuite plentiful() {
        return new FlowSuite("2g", true);
    }

    /** With little heap: the flow alone, since a million objects in a map need more. */
    static FlowSuite scarce() {
        return new FlowSuite("512m", false);
    }

    @Override
    public void run(Bench bench) throws IOException {
        if (plentiful) {
            runAll(bench);
        } else {
            Laps laps = bench.race(
                    "flow, " + heap + " heap",
                    heap,
                    bench.file(),
                    List.of(
                            Entry.reading(PARSE, ParseAlone.class),
                            Entry.loading(MEMORY, CustomersInMemory.class),
                            Entry.loading(CLEAR_MEMORY, ContactsInMemory.class)));
            bench.report().addOther("flow_vs_parse_" + heap, laps.speed(MEMORY, PARSE));
            bench.report().addOther("flow_without_cipher_vs_parse_" + heap, laps.speed(CLEAR_MEMORY, PARSE));
        }
    }

    private void runAll(Bench bench) throws IOException {
        Laps laps = bench.race(
                "flow, " + heap + " heap",
                heap,
                bench.file(),
                List.of(
                        Entry.reading(PARSE, ParseAlone.class),
                        Entry.loading(MEMORY, CustomersInMemory.class),
                        Entry.loading(CLEAR_MEMORY, ContactsInMemory.class),
                        Entry.loading(MAP_LOOP, LoopIntoMap.class),
                        Entry.loading(SQLITE, CustomersIntoSqlite.class),
                        Entry.loading(CLEAR_SQLITE, ContactsIntoSqlite.class),
                        Entry.loading(SQLITE_LOOP, LoopIntoSqlite.class)));
        bench.report().add(Target.FLOW_VS_PARSE, laps.speed(MEMORY, PARSE));
        bench.report().add(Target.SQLITE_FLOW_VS_LOOP, laps.speed(SQLITE, SQLITE_LOOP));
        bench.report().addOther("flow_without_cipher_vs_parse", laps.speed(CLEAR_MEMORY, PARSE));
        bench.report().addOther("flow_vs_map_loop", laps.speed(MEMORY, MAP_LOOP));
        bench.report().addOther("flow_without_cipher_vs_map_loop", laps.speed(CLEAR_MEMORY, MAP_LOOP));
        bench.report().addOther("sqlite_flow_without_cipher_vs_loop", laps.speed(CLEAR_SQLITE, SQLITE_LOOP));
    }
}
