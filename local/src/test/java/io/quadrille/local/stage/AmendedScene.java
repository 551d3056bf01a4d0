package io.quadrille.local.stage;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.expand;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.ExpandStep;
import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.Reject;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.handlers.tables.TableCsv;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.bus.VirtualScheduler;
import io.quadrille.local.memory.MemoryBlobStore;
import io.quadrille.local.memory.MemoryRecordTable;
import io.quadrille.local.memory.MemoryRunRegistry;
import io.quadrille.local.store.LocalKeyService;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.Operator;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import io.quadrille.runtime.EventArchive;
import io.quadrille.runtime.PipelineRuntime;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * A pipeline with two tables, one behind an expansion, on a stage of one thread and virtual time. What its handlers refuse
 * can be mended, and its tables can be away. After every task and every step of an operator the balance is checked.
 */
final class AmendedScene {
    /** As the file has it. */
    record Row(String id, long amount, String parts) {}

    /** A part of a row. */
    record Part(String id, String sku) {}

    static final RecordType<Row> READ = records("rows.read.v1", Row.class);
    static final RecordType<Row> CLEAN = records("rows.clean.v1", Row.class);
    static final RecordType<Part> PARTS = records("rows.parts.v1", Part.class);
    static final ExtractStep<Row> EXTRACT =
            extract("extract", csv().chunkRecords(3)).emits(READ);
    static final TransformStep<Row, Row> TIDY = step("tidy").on(READ).emits(CLEAN);
    static final LoadStep<Row> LOAD_ROWS = load("load-rows").on(CLEAN).into(table("rows", Row::id));
    static final ExpandStep<Row, Part> SPLIT = expand("split").on(CLEAN).emits(PARTS);
    static final LoadStep<Part> LOAD_PARTS = load("load-parts").on(PARTS).into(table("parts", Part::id, Part::sku));
    static final Pipeline ROWS =
            pipeline("rows").steps(EXTRACT, TIDY, LOAD_ROWS, SPLIT, LOAD_PARTS).build();

    /** A sort key may have 1,024 bytes. */
    static final String LONG_SKU = "x".repeat(1_025);

    final VirtualScheduler time = new VirtualScheduler();
    final Set<String> refused = new HashSet<>();
    final Set<String> away = new TreeSet<>();
    final MemoryRecordTable tables = new MemoryRecordTable();
    final List<Envelope> events = new ArrayList<>();
    final Ports ports;
    final PipelineStage stage;
    final Path file;
    boolean shortensSkus;
    RunKey run = new RunKey("rows", "none", 1);

    AmendedScene(Path folder, LedgerStore ledger, String... lines) throws IOException {
        file = folder.resolve("rows.csv");
        Files.writeString(file, "id,amount,parts\n" + String.join("\n", lines) + "\n");
        RecordTable perhapsAway = write -> {
            if (away.contains(write.table()) && !write.records().isEmpty()) {
                throw new RetryableFailure("table " + write.table() + " is away");
            }
            tables.write(write);
        };
        ports = new Ports(
                new FileSources(),
                perhapsAway,
                ledger,
                new MemoryRunRegistry(),
                new MemoryBlobStore(),
                new LocalKeyService(folder));
        stage = new PipelineStage(
                bindings(),
                ports,
                new StageTime(checked(), time, new Random(7)),
                new BusLimits(256 * 1024, 1 << 20, 4));
        stage.bus().tap(events::add);
    }

    private Bindings bindings() {
        return Bindings.of(ROWS)
                .bind(TIDY, row -> {
                    if (refused.contains(row.id())) {
                        throw new Reject("REFUSED", "id", "not today");
                    }
                    return row;
                })
                .bind(SPLIT, row -> Arrays.stream(row.parts().split("/"))
                        .map(sku -> new Part(row.id(), shortensSkus && sku.length() > 9 ? sku.substring(0, 9) : sku))
                        .toList())
                .build();
    }

    private Scheduler checked() {
        return new Scheduler() {
            @Override
            public void execute(Runnable task) {
                time.execute(() -> {
                    task.run();
                    check();
                });
            }

            @Override
            public Cancellable schedule(Duration delay, Runnable task) {
                return time.schedule(delay, () -> {
                    task.run();
                    check();
                });
            }
        };
    }

    /** The promise, at this moment. */
    void check() {
        stage.queries().find(run).ifPresent(report -> {
            for (SinkReport sink : report.sinks()) {
                assertThat(sink.extracted() + sink.expanded())
                        .as("%s", report)
                        .isEqualTo(sink.loaded()
                                + sink.rejected()
                                + sink.filtered()
                                + sink.deadLettered()
                                + sink.inFlight());
                assertThat(sink.inFlight()).as("%s", report).isNotNegative();
            }
            assertThat(report.balanced()).as("%s", report).isTrue();
        });
    }

    LocalRun begin() throws IOException {
        SourceObject source = FileSources.describe(file);
        run = stage.keyOf(source, false);
        return stage.start(run, source);
    }

    RunReport run() throws IOException {
        LocalRun started = begin();
        time.runAll();
        return started.ended().join();
    }

    /** Carries the request out to the end of the run. */
    RunReport amend(AmendmentRequest request, String key) {
        CompletableFuture<AmendmentReceipt> receipt =
                stage.operator(EventArchive.NONE).carryOut(request, key);
        LocalRun amended = stage.awaiting(run, receipt);
        time.runAll();
        receipt.join();
        return amended.ended().join();
    }

    RunReport report() {
        return stage.queries().find(run).orElseThrow();
    }

    /** As {@code line step code}. */
    List<String> rejects() {
        List<String> rejects = new ArrayList<>();
        stage.queries()
                .forEachReject(
                        run,
                        (RejectRow row) -> rejects.add(row.line() + " " + row.step() + " "
                                + row.rejection().code()));
        return rejects;
    }

    /** The tables' CSV, line by line. */
    List<String> rows(String name) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        tables.read(name, new TableCsv(csv));
        return csv.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
    }

    List<Fact.RunCompleted> completions() {
        return events.stream()
                .filter(event -> event.kind() == FactKind.RUN_COMPLETED)
                .map(event -> (Fact.RunCompleted) Facts.fact(event))
                .distinct()
                .toList();
    }

    /** An operator of a process of its own, which dies at a step: after a write or a publication was done, or before. */
    Operator dying(int step, boolean before) {
        return disturbed(step, before, () -> {
            throw new Died();
        });
    }

    /** An operator of a process of its own, to which something happens at a step. */
    Operator disturbed(int step, boolean before, Runnable disturbance) {
        Steps steps = new Steps(step, before, disturbance);
        LedgerStore ledger = (LedgerStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LedgerStore.class}, (proxy, method, arguments) -> {
                    boolean writes = Set.of("change", "revise", "takeRejects").contains(method.getName());
                    try {
                        return writes
                                ? steps.take(() -> method.invoke(ports.ledger(), arguments))
                                : method.invoke(ports.ledger(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        EventBus bus = new EventBus() {
            @Override
            public int maxEntryBytes() {
                return stage.bus().maxEntryBytes();
            }

            @Override
            public List<PutResult> putEvents(List<Envelope> entries) {
                try {
                    return steps.take(() -> stage.bus().putEvents(entries));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        Ports own = new Ports(ports.sources(), ports.tables(), ledger, ports.registry(), ports.blobs(), ports.keys());
        BackOff backOff = new BackOff(Duration.ofMillis(1), Duration.ofSeconds(1), new Random(7));
        return new PipelineRuntime(
                        bindings(), own, new Surroundings(bus, 256 * 1024, checked(), time, backOff, StepMeter.NONE))
                .operator(stage.bus(), EventArchive.NONE);
    }

    /** The process ended here. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Something that is one step of an operator. */
    private interface Step<T> {
        T take() throws Exception;
    }

    /** Counts steps, and is disturbed at one of them. */
    private final class Steps {
        private final int last;
        private final boolean before;
        private final Runnable disturbance;
        private int taken;

        Steps(int last, boolean before, Runnable disturbance) {
            this.last = last;
            this.disturbance = disturbance;
            this.before = before;
        }

        <T> T take(Step<T> step) throws Exception {
            taken++;
            boolean disturbed = taken == last;
            if (disturbed && before) {
                disturbance.run();
            }
            T result = step.take();
            check();
            if (disturbed && !before) {
                disturbance.run();
            }
            return result;
        }
    }
}
