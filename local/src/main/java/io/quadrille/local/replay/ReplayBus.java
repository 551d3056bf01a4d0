package io.quadrille.local.replay;

import io.quadrille.events.Envelope;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.Step;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.handlers.engine.DeadLetterRecorder;
import io.quadrille.handlers.engine.EngineServices;
import io.quadrille.handlers.engine.Publisher;
import io.quadrille.handlers.engine.RunCiphers;
import io.quadrille.handlers.engine.StepEngine;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.bus.LocalBus;
import io.quadrille.local.memory.MemoryBlobStore;
import io.quadrille.runtime.ThreadScheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Today's steps on a bus in memory, fed with events instead of a file. */
final class ReplayBus implements AutoCloseable {
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(2);

    private final ThreadScheduler scheduler;
    private final LocalBus bus;
    private final EngineServices services;
    private final Semaphore room = new Semaphore(0);
    private final Runnable whenRoom = room::release;
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile boolean fed;

    /** @param tap is shown every event, also those fed, claim checks fetched */
    ReplayBus(Bindings bindings, RecordTable tables, KeyService keys, Consumer<Envelope> tap) {
        BusLimits limits = BusLimits.ofThisMachine();
        MemoryBlobStore blobs = new MemoryBlobStore();
        ClaimChecks claimChecks = new ClaimChecks(blobs, limits.maxEntryBytes() / 4);
        BackOff backOff = new BackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF, new Random());
        scheduler = new ThreadScheduler(limits.workers());
        bus = new LocalBus(scheduler, InstantSource.system(), limits, backOff);
        services = services(bus, claimChecks, keys, backOff);
        DeadLetterRecorder recorder = new DeadLetterRecorder(bindings.pipeline().graph(), blobs, services);
        for (Rule rule : bindings.pipeline().rules()) {
            if (!rule.target().equals(Rule.OBSERVER)) {
                Step<?, ?> step = bindings.pipeline().requireStep(rule.target());
                bus.addQueue(
                        rule,
                        step.settings(),
                        StepEngine.of(step, bindings, tables, services),
                        (letter, reason) -> recorder.record(step.name(), letter, reason));
            }
        }
        bus.tap(event -> tap.accept(claimChecks.fetch(event)));
        bus.whenIdle(() -> {
            if (fed) {
                settled.countDown();
            }
        });
    }

    static EngineServices services(EventBus bus, ClaimChecks claimChecks, KeyService keys, BackOff backOff) {
        return new EngineServices(
                new Publisher(bus, claimChecks),
                claimChecks,
                new RunCiphers(keys),
                InstantSource.system(),
                backOff,
                StepMeter.NONE);
    }

    /** Puts an event on the bus, once there is room. */
    void feed(Envelope envelope) {
        while (!bus.hasRoom(whenRoom)) {
            room.acquireUninterruptibly();
        }
        services.publisher().publish(List.of(envelope));
    }

    /** Waits until nothing more comes of what was fed. */
    void awaitSettled() throws InterruptedException {
        fed = true;
        bus.rest(whenRoom);
        if (!bus.isIdle()) {
            settled.await();
        }
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
