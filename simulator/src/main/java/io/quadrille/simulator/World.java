package io.quadrille.simulator;

import io.quadrille.events.Envelope;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.RunRegistry;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.bus.LocalBus;
import io.quadrille.local.memory.MemoryBlobStore;
import io.quadrille.local.memory.MemoryRecordTable;
import io.quadrille.local.memory.MemoryRunRegistry;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.runtime.PipelineRuntime;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.Surroundings;
import io.quadrille.simulator.time.Carriers;
import io.quadrille.simulator.time.VirtualTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One world: the kit's bus, engines, extract, ledger and observer on virtual time, with the adversary at their ports and
 * the witness beside them. Runs once.
 */
final class World {
    private static final int BUS_ENTRY_BYTES = 1_000_000;
    private static final int BUS_WORKERS = 12;
    private static final long MOST_TASKS = 200_000;
    private static final Duration LONGEST_DRAIN = Duration.ofDays(2);
    private static final Duration THROTTLED = Duration.ofSeconds(20);
    private static final Duration OUTAGE = Duration.ofMinutes(5);

    private final Plan plan;
    private final Bindings bindings;
    private final Tampering tampering;
    private final List<Drop> drops;
    private final Adversary adversary;
    private final VirtualTime time;
    private final LocalBus bus;
    private final Ports stores;
    private final Ports faultyStores;
    private final Witness witness;
    private final PipelineRuntime registrar;
    private final Queues queues;
    private final Launches launches;
    private final Operations operations;
    private final @Nullable Consumer<String> story;
    private final Map<String, Set<String>> touched = new TreeMap<>();
    private final Set<String> struck = new TreeSet<>();
    private final Map<String, String> described = new HashMap<>();
    private final List<Worker> workers = new ArrayList<>();
    private int made;
    private long drawn;
    private long trace;
    private @Nullable Work current;
    private @Nullable Violation violation;
    private int calls;
    private String call = "";

    /**
     * @param only the strikes that may happen; null for all
     * @param story is told what happens, line by line; null where nobody listens
     */
    World(
            Plan plan,
            @Nullable Set<Long> only,
            Tampering tampering,
            Carriers carriers,
            @Nullable Consumer<String> story) {
        this.plan = plan;
        this.tampering = tampering;
        this.story = story;
        this.time = new VirtualTime(Plan.BEGINNING, carriers, this::tieBreak, this::failed);
        this.adversary = new Adversary(plan.seed(), plan.chances(), only, time::elapsed, this::tell);
        this.drops = plan.drops(drop -> BadDeploy.findRefusal(plan, adversary, drop));
        this.bindings = new BadDeploy(this).on(SimulatedPipelines.bindings(plan.pipeline(), plan.chunkRecords()));
        BackOff queueBackOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15), this::draw);
        BusLimits limits = new BusLimits(BUS_ENTRY_BYTES, plan.creditBytes(), BUS_WORKERS);
        this.bus = new LocalBus(tampering.queueTimer(time, this), time, limits, queueBackOff);
        MemoryRecordTable tables = new MemoryRecordTable();
        MemoryLedger ledger = new MemoryLedger();
        this.stores = new Ports(
                new SimulatedSources(drops),
                tables,
                ledger,
                new MemoryRunRegistry(),
                new MemoryBlobStore(),
                new SimulatedKeys(plan.seed()));
        this.witness = new Witness(this, drops, ledger, tables, stores.blobs());
        this.faultyStores = new Ports(
                stores.sources(),
                FaultyPort.of(RecordTable.class, new FaultyTables(this, stores.tables()), "tables", this),
                FaultyPort.of(LedgerStore.class, stores.ledger(), "ledger", this),
                FaultyPort.of(RunRegistry.class, stores.registry(), "registry", this),
                FaultyPort.of(BlobStore.class, new FaultyBlobs(this, stores.blobs()), "blobs", this),
                FaultyPort.of(KeyService.class, stores.keys(), "keys", this));
        this.registrar = runtime(bindings, time, time);
        this.queues = new Queues(this);
        this.launches = new Launches(this, drops);
        this.operations = new Operations(this);
    }

    /** Lets everything happen, then looks at what is left. */
    WorldReport run() {
        bus.tap(witness::published);
        Pipeline pipeline = bindings.pipeline();
        for (Rule rule : pipeline.rules()) {
            queues.add(
                    rule,
                    rule.target().equals(Rule.OBSERVER)
                            ? StepSettings.DEFAULT
                            : pipeline.requireStep(rule.target()).settings());
        }
        for (int i = 0; i < plan.workers(); i++) {
            workers.add(newWorker(0));
        }
        launches.schedule();
        operations.schedule();
        time.schedule(plan.faultTime(), this::heal);
        boolean ended = time.run(MOST_TASKS);
        if (violation == null) {
            if (!ended || time.elapsed().minus(plan.faultTime()).compareTo(LONGEST_DRAIN) > 0) {
                violate(Invariant.CONVERGES, "it was still busy " + time.elapsed() + " after the beginning");
            } else {
                witness.checkEnd();
            }
        }
        return new WorldReport(
                plan, violation, trace ^ witness.trace(), time.elapsed(), adversary.strikes(), touched, struck);
    }

    private void heal() {
        tell("the faults end");
        adversary.heal();
        queues.redriveObserver();
        operations.scheduleLast();
    }

    // What the parts of the world ask of it.

    Plan plan() {
        return plan;
    }

    Adversary adversary() {
        return adversary;
    }

    VirtualTime time() {
        return time;
    }

    LocalBus bus() {
        return bus;
    }

    Witness witness() {
        return witness;
    }

    Tampering tampering() {
        return tampering;
    }

    /** The stores themselves, without faults. */
    Ports stores() {
        return stores;
    }

    /** Names runs as the pipeline's own definition does. */
    PipelineRuntime registrar() {
        return registrar;
    }

    Operations operations() {
        return operations;
    }

    Launches launches() {
        return launches;
    }

    /** A number of the world's own sequence. */
    long draw() {
        return Chance.of(plan.seed(), 77, drawn++);
    }

    private long tieBreak() {
        if (!adversary.has(Fault.REORDER)) {
            return 0;
        }
        return Chance.of(plan.seed(), 78, drawn++);
    }

    /** A worker that the queues share; those of the dead are replaced. */
    Worker anyWorker(long place) {
        int index = Chance.below(place, workers.size());
        if (!workers.get(index).isAlive()) {
            workers.set(index, newWorker(0));
        }
        return workers.get(index);
    }

    /** @param launch for an extraction: how often it was launched before */
    Worker newWorker(int launch) {
        int number = made++;
        long skewPlace = Chance.of(5_000, number);
        Duration skew = adversary.strikes(Fault.SKEW, skewPlace, () -> "worker " + number)
                ? Duration.ofMillis(Chance.below(adversary.detail(Fault.SKEW, skewPlace), 1_200_000) - 600_000L)
                : Duration.ZERO;
        InstantSource clock = () -> time.instant().plus(skew);
        return new Worker("worker " + number, runtime(tampering.bindings(bindings, this, launch), clock, time));
    }

    /** Somebody who mends runs, from a machine of their own. */
    Worker newOperator(Scheduler scheduler) {
        return new Worker("operator " + made++, runtime(bindings, time, scheduler));
    }

    private PipelineRuntime runtime(Bindings bindings, InstantSource clock, Scheduler scheduler) {
        EventBus faulty = FaultyPort.of(EventBus.class, new FaultyBus(this, bus), "bus", this);
        Surroundings surroundings = new Surroundings(
                tampering.bus(faulty, this),
                plan.maxEventBytes(),
                scheduler,
                clock,
                new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15), this::draw),
                StepMeter.NONE);
        return new PipelineRuntime(bindings, tampering.ports(faultyStores, this), surroundings);
    }

    // Work and its calls to ports.

    /** Does the work; whatever it calls is called in its name. */
    <T> T as(Work work, Supplier<T> task) {
        Work before = current;
        current = work;
        try {
            return task.get();
        } finally {
            current = before;
        }
    }

    void pause(Duration duration) {
        Work work = current;
        int number = calls;
        String name = call;
        time.sleep(duration);
        current = work;
        calls = number;
        call = name;
    }

    /** One call of the current work to a port, and what may go wrong there. */
    <T extends @Nullable Object> T call(String port, Supplier<T> task) {
        Work work = requireCurrent();
        if (violation != null) {
            work.cut();
        }
        work.requireAlive();
        int number = work.nextCall();
        calls = number;
        call = port;
        note(callPlace());
        if (!adversary.isHealed()) {
            touched.computeIfAbsent(work.step, step -> new TreeSet<>()).add(port);
            strikeBefore(work, port);
            calls = number;
            call = port;
        }
        T result = task.get();
        witness.stored(result);
        if (!adversary.isHealed()) {
            calls = number;
            call = port;
            if (strikes(Fault.AFTER, work, port)) {
                throw new RetryableFailure(port + " did not answer");
            }
        }
        return result;
    }

    private void strikeBefore(Work work, String port) {
        if (work.calls() == work.killedAt) {
            cover(Fault.RELAUNCH, work.step, port);
            work.worker.die();
            launches.lost(work);
        }
        if (strikes(Fault.CRASH, work, port)) {
            work.worker.die();
            launches.lost(work);
        } else if (strikes(Fault.TIMEOUT, work, port)) {
            work.cut();
            launches.lost(work);
        }
        work.requireAlive();
        if (strikes(Fault.PAUSE, work, port)) {
            pause(Chance.between(detail(Fault.PAUSE), Duration.ofMillis(1), Duration.ofSeconds(5)));
        } else if (strikes(Fault.ZOMBIE, work, port)) {
            pause(Chance.between(detail(Fault.ZOMBIE), Duration.ofSeconds(61), Duration.ofMinutes(10)));
        }
        work.requireAlive();
        if (strikes(Fault.BEFORE, work, port)) {
            throw new RetryableFailure(port + " failed");
        }
        if (outage(Fault.THROTTLE, port, THROTTLED)) {
            cover(Fault.THROTTLE, work.step, port);
            throw new RetryableFailure(port + " is throttled");
        }
        if (port.startsWith("keys.") && outage(Fault.KEY_OUTAGE, "keys", OUTAGE)) {
            cover(Fault.KEY_OUTAGE, work.step, port);
            throw new RetryableFailure("the key service does not answer");
        }
    }

    private long detail(Fault fault) {
        return adversary.detail(fault, callPlace());
    }

    private boolean strikes(Fault fault, Work work, String port) {
        if (!adversary.strikes(fault, callPlace(), this::callName)) {
            return false;
        }
        cover(fault, work.step, port);
        return true;
    }

    /** A fault of what a port does struck the current call. */
    void cover(Fault fault) {
        cover(fault, requireCurrent().step, call);
    }

    private void cover(Fault fault, String step, String port) {
        struck.add(Coverage.place(fault, step, port));
    }

    /** Whether it is one of the stretches of time in which the port does not answer. */
    private boolean outage(Fault fault, String port, Duration length) {
        long stretch = time.elapsed().toNanos() / length.toNanos();
        return adversary.has(fault)
                && adversary.strikes(fault, Chance.of(Chance.place(port), stretch), () -> port + " for " + length);
    }

    /** Where the current call is: the same in every execution that comes as far. */
    long callPlace() {
        return Chance.of(requireCurrent().place, calls);
    }

    String callName() {
        return requireCurrent().name + ", call " + calls + " (" + call + ")";
    }

    private Work requireCurrent() {
        Work work = current;
        if (work == null) {
            throw new IllegalStateException("a port is called by nobody");
        }
        return work;
    }

    // What is told.

    void note(long what) {
        trace = Chance.of(trace, what, time.elapsed().toNanos());
    }

    void tell(String line) {
        if (story != null) {
            story.accept(Timeline.stamp(time.elapsed()) + "  " + line);
        }
    }

    private void tell(Strike strike) {
        tell("FAULT " + strike.fault().text() + ": " + strike.where());
    }

    boolean isTold() {
        return story != null;
    }

    /** An event by what it is about: the same in a world of fewer records. */
    String describe(String eventId) {
        String known = described.get(eventId);
        if (known != null) {
            return known;
        }
        Envelope event = witness.findEvent(eventId).orElse(null);
        return event == null ? "event " + eventId : describe(event);
    }

    String describe(Envelope event) {
        String known = described.get(event.id());
        if (known != null) {
            return known;
        }
        String chunk = event.findText("chunk").map(number -> " chunk " + number).orElse("");
        RunKey run = event.run();
        Integer drop = witness.runs().get(run);
        String file = drop == null ? run.run() : "file " + drop;
        String text = event.requireText("fact")
                + event.findText("step").map(step -> ", " + step + chunk).orElse("") + " of " + file;
        if (drop != null) {
            described.put(event.id(), text);
        }
        return text;
    }

    static String shortName(RunKey run) {
        return run.run().substring(0, 4) + (run.attempt() == 1 ? "" : "/" + run.attempt());
    }

    /** The first violation is kept, and ends the world. */
    void violate(Invariant invariant, String what) {
        if (violation == null) {
            violation = new Violation(invariant, what);
            tell("VIOLATED " + violation);
            time.stop();
        }
    }

    private void failed(Throwable thrown) {
        if (!(thrown instanceof Work.Lost)) {
            StackTraceElement[] stack = thrown.getStackTrace();
            violate(Invariant.CONVERGES, "a task threw " + thrown + (stack.length == 0 ? "" : " at " + stack[0]));
        }
    }
}
