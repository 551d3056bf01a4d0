package io.quadrille.local.stage;

import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.events.pipeline.Table;
import io.quadrille.events.records.Field;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.handlers.engine.DeadLetterRecorder;
import io.quadrille.handlers.extract.Extraction;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.bus.LocalBus;
import io.quadrille.observer.Watchdog;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.Operator;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.runtime.EventArchive;
import io.quadrille.runtime.PipelineRuntime;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline on an in-memory bus of its own: its rules and queues, an engine per step, the observer, and the runs that
 * are started on it. Thread safe.
 */
public final class PipelineStage {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineStage.class);
    /** Of a bus event; a larger payload travels as a claim check. A quarter of EventBridge's limit. */
    private static final int MOST_EVENT_BYTES = 256 * 1024;

    private final PipelineRuntime pipeline;
    private final StageTime time;
    private final LocalBus bus;
    private final RunQueries queries;
    private final Watchdog watchdog;
    private final List<LocalRun> runs = new ArrayList<>();

    public PipelineStage(Bindings bindings, Ports ports, StageTime time, BusLimits limits) {
        this.time = time;
        this.bus = new LocalBus(time.scheduler(), time.clock(), limits, time.backOff());
        this.pipeline = new PipelineRuntime(
                bindings,
                ports,
                new Surroundings(
                        bus,
                        Math.min(MOST_EVENT_BYTES, limits.maxEntryBytes()),
                        time.scheduler(),
                        time.clock(),
                        time.backOff(),
                        StepMeter.NONE));
        this.queries = pipeline.queries();
        this.watchdog = pipeline.watchdog(Duration.ZERO);
        deploy();
        bus.whenIdle(this::settleRuns);
    }

    private void deploy() {
        DeadLetterRecorder recorder = pipeline.deadLetters();
        for (Rule rule : pipeline.pipeline().rules()) {
            String target = rule.target();
            if (target.equals(Rule.OBSERVER)) {
                bus.addWriter(rule, StepSettings.DEFAULT, pipeline.observer(), PipelineStage::reportUnobserved);
                continue;
            }
            Step<?, ?> step = pipeline.pipeline().requireStep(target);
            LocalBus.DeadLetterTarget deadLetters = (letter, reason) -> recorder.record(target, letter, reason);
            if (step instanceof LoadStep<?>) {
                bus.addWriter(rule, step.settings(), pipeline.step(target), deadLetters);
            } else {
                bus.addQueue(rule, step.settings(), pipeline.step(target), deadLetters);
            }
        }
    }

    private static void reportUnobserved(Delivery letter, String reason) {
        LOG.error("the observer could not read an event of {} bytes: {}", letter.body().length, reason);
    }

    public LocalBus bus() {
        return bus;
    }

    public ClaimChecks claimChecks() {
        return pipeline.claimChecks();
    }

    public RunQueries queries() {
        return queries;
    }

    /** The key of a source's run: its latest attempt, the first if it has none, or the next. */
    public RunKey keyOf(SourceObject source, boolean again) {
        return pipeline.keyOf(source, again);
    }

    /**
     * Starts the attempt, or resumes it: chunks that ended everywhere are not published again.
     *
     * @throws io.quadrille.handlers.ports.RetryableFailure if the registry or the key service does not answer
     */
    public LocalRun start(RunKey key, SourceObject source) {
        Registration registration = pipeline.register(key, source, time.clock().instant(), null);
        Extraction<?> extraction = pipeline.extraction(registration, bus);
        LocalRun run = new LocalRun(key, extraction::progress, extraction::columns);
        synchronized (runs) {
            runs.add(run);
        }
        extraction.start(this::settleRuns);
        return run;
    }

    /** Mends runs on this stage. */
    public Operator operator(EventArchive archive) {
        return pipeline.operator(bus, archive);
    }

    /**
     * Mends a run, and waits for what is sent as for a run.
     *
     * @param receipt what {@link Operator#carryOut} on this stage answered
     * @return fails as the receipt does
     */
    public LocalRun awaiting(RunKey key, CompletableFuture<AmendmentReceipt> receipt) {
        LocalRun run = new LocalRun(key, () -> new Extraction.Progress(0, 0, receipt.isDone()), List::of);
        synchronized (runs) {
            runs.add(run);
        }
        receipt.whenComplete((sent, failure) -> {
            if (failure != null) {
                synchronized (runs) {
                    runs.remove(run);
                }
                run.abandon(failure);
            }
            settleRuns();
        });
        return run;
    }

    /** Gives up waiting for the runs under way: what they stand on is unusable. The same command resumes them. */
    void abandonRuns(RuntimeException failure) {
        List<LocalRun> abandoned;
        synchronized (runs) {
            abandoned = List.copyOf(runs);
            runs.clear();
        }
        abandoned.forEach(run -> run.abandon(failure));
    }

    /** Ends each run that nothing more can happen to: it is complete, has failed, or is stalled. */
    private void settleRuns() {
        synchronized (runs) {
            if (!bus.isIdle()) {
                return;
            }
            for (LocalRun run : List.copyOf(runs)) {
                if (run.progress().ended()) {
                    settle(run);
                }
            }
        }
    }

    /** A complete run leaves its tables behind, even where it loaded nothing into them. */
    private void makeTables(List<String> columns) {
        for (LoadStep<?> load : pipeline.pipeline().loads()) {
            List<Field> fields = load.from().layoutFor(columns).fields();
            if (!fields.isEmpty()) {
                Table<?> table = load.table();
                pipeline.ports().tables().write(new TableWrite(table.name(), table.keys(), fields, List.of()));
            }
        }
    }

    private void removeClaimChecks(RunReport report) {
        pipeline.ports().blobs().removeAll(ClaimChecks.folder(report.run()));
        for (RunHistory.Amendment amendment : report.amendments()) {
            if (amendment.sends()) {
                pipeline.ports()
                        .blobs()
                        .removeAll(ClaimChecks.folder(report.run().amendedBy(amendment.number())));
            }
        }
    }

    private void settle(LocalRun run) {
        RunReport report = queries.find(run.key())
                .orElseThrow(() -> new IllegalStateException("run " + run.key() + " left no trace in the ledger"));
        if (report.status() == RunStatus.RUNNING) {
            watchdog.check(run.key());
            return; // what it announces makes the bus busy, then idle again
        }
        if (report.status().isComplete() && report.sinks().stream().allMatch(sink -> sink.deadLettered() == 0)) {
            removeClaimChecks(report);
        }
        if (report.status().isComplete()) {
            makeTables(run.columns());
        }
        runs.remove(run);
        run.end(report);
    }
}
