package io.quadrille.runtime;

import io.quadrille.events.Emission;
import io.quadrille.events.EventIds;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.handlers.engine.DeadLetterRecorder;
import io.quadrille.handlers.engine.EngineServices;
import io.quadrille.handlers.engine.Publisher;
import io.quadrille.handlers.engine.RunCiphers;
import io.quadrille.handlers.engine.StepEngine;
import io.quadrille.handlers.extract.Credit;
import io.quadrille.handlers.extract.Extraction;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.KeyService.KeyContext;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.observer.Observer;
import io.quadrille.observer.Watchdog;
import io.quadrille.observer.operator.Operator;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.RunQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline put to work: gives each queue its consumer and each run its extraction. It opens and starts nothing; whoever
 * delivers messages and runs tasks is the stage. Thread safe.
 */
public final class PipelineRuntime {
    private final Bindings bindings;
    private final Ports ports;
    private final Surroundings surroundings;
    private final EngineServices services;

    public PipelineRuntime(Bindings bindings, Ports ports, Surroundings surroundings) {
        this.bindings = bindings;
        this.ports = ports;
        this.surroundings = surroundings;
        ClaimChecks claimChecks = new ClaimChecks(ports.blobs(), surroundings.maxEventBytes());
        this.services = new EngineServices(
                new Publisher(surroundings.bus(), claimChecks),
                claimChecks,
                new RunCiphers(ports.keys()),
                surroundings.clock(),
                surroundings.backOff(),
                surroundings.meter());
    }

    public Pipeline pipeline() {
        return bindings.pipeline();
    }

    public Ports ports() {
        return ports;
    }

    public ClaimChecks claimChecks() {
        return services.claimChecks();
    }

    public RunQueries queries() {
        return new LedgerQueries(ports.ledger());
    }

    /** The consumer of a step's queue. @throws IllegalArgumentException naming the steps there are, or for an extract */
    public Delivery.Consumer step(String name) {
        return StepEngine.of(pipeline().requireStep(name), bindings, ports.tables(), services);
    }

    /** The consumer of the observer's queue. */
    public Delivery.Consumer observer() {
        return new ObserverConsumer(
                new Observer(ports.ledger(), this::announce, surroundings.clock()),
                services.claimChecks(),
                surroundings.backOff());
    }

    /** What waits for how long before it is tried again. */
    public BackOff backOff() {
        return surroundings.backOff();
    }

    public InstantSource clock() {
        return surroundings.clock();
    }

    /** Names what a step's queue gave up. */
    public DeadLetterRecorder deadLetters() {
        return new DeadLetterRecorder(pipeline().graph(), ports.blobs(), services);
    }

    /** @param patience how long a run may be without progress */
    public Watchdog watchdog(Duration patience) {
        return new Watchdog(ports.ledger(), this::announce, surroundings.clock(), patience);
    }

    /** The key of a source's run: its latest attempt, the first if it has none, or the next. */
    public RunKey keyOf(SourceObject source, boolean again) {
        String run = EventIds.run(source, pipeline().digest());
        int latest = ports.registry().latestAttempt(run).orElse(0);
        return new RunKey(pipeline().name(), run, again ? latest + 1 : Math.max(1, latest));
    }

    /**
     * Registers the attempt, unless it is registered: its source time and data key then hold.
     *
     * @param sourceTime when the source's version was made
     * @param sequencer the S3 notification's; null where there was none
     * @throws io.quadrille.handlers.ports.RetryableFailure if the registry or the key service does not answer
     */
    public Registration register(RunKey key, SourceObject source, Instant sourceTime, @Nullable String sequencer) {
        // A key only for an attempt that has none: a lost master key is then told, not replaced unseen.
        Registration known = ports.registry().find(key).orElse(null);
        if (known != null) {
            return known;
        }
        String dataKey = pipeline().hasSensitive()
                ? ports.keys()
                        .generate(new KeyContext(key.pipeline(), key.run()))
                        .wrapped()
                : null;
        return ports.registry().register(new Registration(key, source, sourceTime, sequencer, dataKey));
    }

    /** The pass over a registered source; chunks that ended everywhere are not published again. */
    public Extraction<?> extraction(Registration registration, Credit credit) {
        return extraction(registration, credit, surroundings.scheduler());
    }

    /** As {@link #extraction(Registration, Credit)}, as a task of a scheduler of its own. */
    public Extraction<?> extraction(Registration registration, Credit credit, Scheduler scheduler) {
        BitSet ended = queries().completedChunks(registration.run());
        return Extraction.of(
                pipeline(),
                registration,
                new Extraction.Services(services, ports.sources(), scheduler, credit),
                ended::get);
    }

    /** Mends runs. @param credit what the bus has room for */
    public Operator operator(Credit credit, EventArchive archive) {
        return new RunOperator(new Workplace(pipeline(), ports, services, surroundings.scheduler(), credit, archive));
    }

    /** Puts a fact about a run as a whole on the bus. */
    public void announce(Fact fact, Instant sourceTime) {
        Emission.Context context = new Emission.Context(sourceTime, null, null);
        services.publisher()
                .publish(List.of(
                        Facts.envelope(fact, new Emission(surroundings.clock().instant(), null, context))));
    }
}
