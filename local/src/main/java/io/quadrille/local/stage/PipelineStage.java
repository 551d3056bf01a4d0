package io.quadrille.local.stage;

import io.quadrille.events.Emission;
import io.quadrille.events.EventIds;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.events.pipeline.Table;
import io.quadrille.events.records.Field;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.handlers.engine.DeadLetterRecorder;
import io.quadrille.handlers.engine.EngineServices;
import io.quadrille.handlers.engine.Publisher;
import io.quadrille.handlers.engine.RunCiphers;
import io.quadrille.handlers.engine.StepEngine;
import io.quadrille.handlers.extract.Extraction;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.KeyService.KeyContext;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.bus.LocalBus;
import io.quadrille.observer.Observer;
import io.quadrille.observer.Watchdog;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
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

    private final Bindings bindings;
    private final StagePorts ports;
    private final StageTime time;
    private final LocalBus bus;
    private final EngineServices services;
    private final RunQueries queries;
    private final Watchdog watchdog;
    private final List<LocalRun> runs = new ArrayList<>();

    public PipelineStage(Bindings bindings, StagePorts ports, StageTime time, BusLimits limits) {
        this.bindings = bindings;
        this.ports = ports;
        this.time = time;
        this.bus = new LocalBus(time.scheduler(), time.clock(), limits, time.backOff());
        ClaimChecks claimChecks = new ClaimChecks(ports.blobs(), Math.min(MOST_EVENT_BYTES, limits.maxEntryBytes()));
        this.services = new EngineServices(
                new Publisher(bus, claimChecks),
                claimChecks,
                new RunCiphers(ports.keys()),
                time.clock(),
                time.backOff());
        this.queries = new LedgerQueries(ports.ledger());
        this.watchdog = new Watchdog(ports.ledger(), this::announce, time.clock(), Duration.ZERO);
        deploy();
        bus.whenIdle(this::settleRuns);
    }

    private void deploy() {
        DeadLetterRecorder recorder = new DeadLetterRecorder(ports.blobs(), services);
        Pipeline pipeline = bindings.pipeline();
        for (Rule rule : pipeline.rules()) {
            if (rule.target().equals(Rule.OBSERVER)) {
                Observer observer = new Observer(ports.ledger(), this::announce, time.clock());
                bus.addQueue(
                        rule,
                        StepSettings.DEFAULT,
                        new ObserverConsumer(observer, services.claimChecks(), time.backOff()),
                        PipelineStage::reportUnobserved);
            } else {
                Step<?, ?> step = pipeline.requireStep(rule.target());
                bus.addQueue(
                        rule,
                        step.settings(),
                        StepEngine.of(step, bindings, ports.tables(), services),
                        (letter, reason) -> recorder.record(step.name(), letter, reason));
            }
        }
    }

    private static void reportUnobserved(Delivery letter, String reason) {
        LOG.error("the observer could not read an event of {} bytes: {}", letter.body().length, reason);
    }

    private void announce(Fact fact, Instant sourceTime) {
        Emission.Context context = new Emission.Context(sourceTime, null, null);
        services.publisher()
                .publish(List.of(Facts.envelope(fact, new Emission(time.clock().instant(), null, context))));
    }

    public LocalBus bus() {
        return bus;
    }

    public ClaimChecks claimChecks() {
        return services.claimChecks();
    }

    public RunQueries queries() {
        return queries;
    }

    /** The key of a source's run: its latest attempt, the first if it has none, or the next. */
    public RunKey keyOf(SourceObject source, boolean again) {
        String run = EventIds.run(source, bindings.pipeline().digest());
        int latest = ports.registry().latestAttempt(run).orElse(0);
        return new RunKey(bindings.pipeline().name(), run, again ? latest + 1 : Math.max(1, latest));
    }

    /**
     * Starts the attempt, or resumes it: chunks that ended everywhere are not published again.
     *
     * @throws io.quadrille.handlers.ports.RetryableFailure if the registry or the key service does not answer
     */
    public LocalRun start(RunKey key, SourceObject source) {
        Pipeline pipeline = bindings.pipeline();
        // Only for an attempt that has none: a lost master key is then told, not replaced unseen.
        boolean registered = ports.registry().latestAttempt(key.run()).orElse(0) >= key.attempt();
        String dataKey = pipeline.hasSensitive() && !registered
                ? ports.keys()
                        .generate(new KeyContext(key.pipeline(), key.run()))
                        .wrapped()
                : null;
        Registration registration = ports.registry()
                .register(new Registration(key, source, time.clock().instant(), null, dataKey));
        BitSet ended = queries.completedChunks(key);
        Extraction<?> extraction = Extraction.of(
                pipeline,
                registration,
                new Extraction.Services(services, ports.sources(), time.scheduler(), bus),
                ended::get);
        LocalRun run = new LocalRun(key, extraction);
        synchronized (runs) {
            runs.add(run);
        }
        extraction.start(this::settleRuns);
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
                if (run.extraction().progress().ended()) {
                    settle(run);
                }
            }
        }
    }

    /** A complete run leaves its tables behind, even where it loaded nothing into them. */
    private void makeTables(List<String> columns) {
        for (LoadStep<?> load : bindings.pipeline().loads()) {
            List<Field> fields = load.from().layoutFor(columns).fields();
            if (!fields.isEmpty()) {
                Table<?> table = load.table();
                ports.tables().write(new TableWrite(table.name(), table.keys(), fields, List.of()));
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
            ports.blobs().removeAll(ClaimChecks.folder(run.key()));
        }
        if (report.status().isComplete()) {
            makeTables(run.extraction().columns());
        }
        runs.remove(run);
        run.end(report);
    }
}
