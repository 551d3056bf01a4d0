package io.quadrille.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.handlers.generic.GenericPipeline;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.bus.VirtualScheduler;
import io.quadrille.local.memory.MemoryBlobStore;
import io.quadrille.local.memory.MemoryRecordTable;
import io.quadrille.local.memory.MemoryRunRegistry;
import io.quadrille.local.store.LocalKeyService;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.runtime.Ports;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who of a stage counts as a writer: its loads and its observer, and nobody else. */
final class WritersInTurnTest {
    @TempDir
    Path folder;

    private final VirtualScheduler time = new VirtualScheduler();
    private int writing;
    private int most;

    @Test
    void loads_and_observer_take_turns_where_one_may_write() throws IOException {
        assertThat(mostAtOnce(1)).isEqualTo(1);
    }

    @Test
    void loads_and_observer_write_at_once_where_more_may() throws IOException {
        assertThat(mostAtOnce(8)).isGreaterThan(1);
    }

    private int mostAtOnce(int writers) throws IOException {
        StringBuilder csv = new StringBuilder("id,name\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i).append(",name\n");
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), csv);
        MemoryRecordTable tables = new MemoryRecordTable();
        RecordTable table = write -> {
            begin();
            try {
                tables.write(write);
            } finally {
                writing--;
            }
        };
        PipelineStage stage = new PipelineStage(
                GenericPipeline.of("rows", List.of("id"), CsvFormat.csv().chunkRecords(2)),
                new Ports(
                        new FileSources(),
                        table,
                        watched(new MemoryLedger()),
                        new MemoryRunRegistry(),
                        new MemoryBlobStore(),
                        new LocalKeyService(folder)),
                new StageTime(time, time, new Random(7)),
                new BusLimits(256 * 1024, 1 << 20, 8, writers));
        SourceObject source = FileSources.describe(file);
        LocalRun run = stage.start(stage.keyOf(source, false), source);
        time.runAll();
        assertThat(run.ended()).isCompleted();
        return most;
    }

    /** A ledger whose batches are counted with the tables' writes. */
    private LedgerStore watched(LedgerStore ledger) {
        return (LedgerStore) Proxy.newProxyInstance(
                LedgerStore.class.getClassLoader(), new Class<?>[] {LedgerStore.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("inBatch")) {
                        return method.invoke(ledger, arguments);
                    }
                    begin();
                    try {
                        return method.invoke(ledger, arguments);
                    } finally {
                        writing--;
                    }
                });
    }

    /** Whoever else may begin does so before this write ends. */
    private void begin() {
        most = Math.max(most, ++writing);
        time.runReady();
    }
}
