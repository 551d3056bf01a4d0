package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.flow.ContactsInMemory;
import io.quadrille.loadtests.flow.ContactsIntoSqlite;
import io.quadrille.loadtests.flow.CustomersInMemory;
import io.quadrille.loadtests.lane.Entry;
import io.quadrille.loadtests.lane.Runner;
import io.quadrille.loadtests.peers.CamelRoute;
import io.quadrille.loadtests.peers.ChunksOfOne;
import io.quadrille.loadtests.peers.DuckDbQuery;
import io.quadrille.loadtests.peers.RowEvents;
import io.quadrille.loadtests.peers.SpringBatchJob;
import io.quadrille.loadtests.report.Target;
import io.quadrille.loadtests.source.SourceFile;
import java.io.IOException;
import java.util.List;

/** Others on the same work; the flow beside them is the one without a cipher, since they have none. */
final class PeersSuite implements Suite {
    private static final String MEMORY = "flow into memory, no cipher";
    private static final String CUSTOMERS = "flow into memory";
    private static final String SQLITE = "flow into SQLite, no cipher";
    private static final String CAMEL = "Apache Camel";
    private static final String SPRING = "Spring Batch into SQLite";
    private static final String DUCKDB = "DuckDB";
    private static final String CHUNKS = "a chunk per event";
    private static final String ROWS = "a record per event";
    private static final String CHUNKS_OF_ONE = "flow with chunks of one";
    private static final long FEWEST_ROWS = 100_000;

    @Override
    public void run(Bench bench) throws IOException {
        Laps laps = bench.race(
                "peers, 2g heap",
                "2g",
                bench.plainFile(bench.records()),
                List.of(
                        Entry.loading(MEMORY, ContactsInMemory.class),
                        Entry.loading(CUSTOMERS, CustomersInMemory.class),
                        Entry.loading(SQLITE, ContactsIntoSqlite.class),
                        Entry.loading(DUCKDB, DuckDbQuery.class),
                        Entry.loading(SPRING, SpringBatchJob.class),
                        Entry.loading(CAMEL, CamelRoute.class)));
        bench.report().add(Target.VS_CAMEL, laps.speed(MEMORY, CAMEL));
        bench.report().add(Target.VS_SPRING, laps.speed(SQLITE, SPRING));
        bench.report().add(Target.VS_DUCKDB, laps.speed(MEMORY, DUCKDB));
        bench.report().addOther("with_cipher_vs_camel", laps.speed(CUSTOMERS, CAMEL));
        bench.report().addOther("with_cipher_vs_duckdb", laps.speed(CUSTOMERS, DUCKDB));
        runRows(bench);
    }

    /**
     * The chunks on all records, the single ones on a tenth: that many are three times as many events, enough for a
     * steady pace, while chunks of so few records would hardly be under way. Records per second are compared.
     */
    private static void runRows(Bench bench) throws IOException {
        SourceFile all = bench.file();
        SourceFile few =
                bench.file(Math.min(bench.records(), Math.max(FEWEST_ROWS, bench.records() / 10)), bench.keys());
        Laps laps = bench.race(
                "events, 2g heap, records/s compared",
                "2g",
                List.of(
                        new Runner(Entry.loading(CHUNKS, ContactsInMemory.class), all),
                        new Runner(Entry.loading(ROWS, RowEvents.class), few),
                        new Runner(Entry.loading(CHUNKS_OF_ONE, ChunksOfOne.class), few)));
        bench.report().add(Target.CHUNKED_VS_ROW_EVENTS, laps.speed(CHUNKS, ROWS));
        bench.report().addOther("chunked_vs_chunks_of_one", laps.speed(CHUNKS, CHUNKS_OF_ONE));
    }
}
