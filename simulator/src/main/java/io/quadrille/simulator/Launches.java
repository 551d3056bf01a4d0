package io.quadrille.simulator;

import io.quadrille.events.Envelope;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.extract.Extraction;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What begins in a world: notifications and the extractions they launch, archive replays, looks of the watchdog. */
final class Launches {
    private static final int MOST_KILLED = 4;
    private static final int MOST_WATCHED = 4;
    private static final int MOST_REPLAYS = 2;
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATE = Duration.ofMinutes(2);

    private final World world;
    private final List<Drop> drops;
    private final int[] launched;
    private final int[] refusals;
    private final BackOff refused;
    /** Only asked and removed from, never gone through. */
    private final Map<Work, Integer> underWay = new IdentityHashMap<>();

    Launches(World world, List<Drop> drops) {
        this.world = world;
        this.drops = drops;
        this.launched = new int[drops.size()];
        this.refusals = new int[drops.size()];
        this.refused = new BackOff(SOON, Duration.ofMinutes(5), world::draw);
    }

    void schedule() {
        for (int i = 0; i < drops.size(); i++) {
            int drop = i;
            world.time().schedule(drops.get(i).at(), () -> launch(drop));
            for (int extra = 1; extra <= 2; extra++) {
                at(
                        Fault.NOTIFICATION,
                        10L * i + extra,
                        "file " + i + " again",
                        Duration.ofMinutes(10),
                        () -> launch(drop));
            }
            if (i > 0) {
                at(Fault.OLD_RUN, i, "the run of file " + (i - 1), Duration.ofMinutes(2), () -> replayRun(drop - 1));
            }
        }
        for (int i = 0; i < MOST_REPLAYS; i++) {
            at(Fault.ARCHIVE, i, "the archive", world.plan().faultTime(), this::replayArchive);
        }
        for (int i = 0; i < MOST_WATCHED; i++) {
            int look = i;
            at(Fault.WATCHDOG, i, "look " + i, world.plan().faultTime(), () -> watch(look));
        }
    }

    /** Once, before so much time has passed, if the fault is in this world. */
    void at(Fault fault, long number, String where, Duration before, Runnable task) {
        long place = Chance.of(6_000 + fault.ordinal(), number);
        if (world.adversary().strikes(fault, place, () -> where)) {
            Duration when = Chance.between(world.adversary().detail(fault, place), SOON, before.plus(SOON));
            world.time().schedule(when, task);
        }
    }

    private void launch(int drop) {
        int number = launched[drop]++;
        String name = "extract/" + drop + "/" + number;
        long place = Chance.place(name);
        Adversary adversary = world.adversary();
        boolean killed = number < MOST_KILLED
                && adversary.strikes(Fault.RELAUNCH, place, () -> name + " is killed in the middle");
        int mostCalls = 8 + 3 * drops.get(drop).truth().chunkCount();
        int killedAt = killed ? 1 + Chance.below(adversary.detail(Fault.RELAUNCH, place), mostCalls) : 0;
        Work work = new Work(name, "extract", world.newWorker(number), killedAt);
        underWay.put(work, drop);
        world.tell("file " + drop + " is taken up by " + work.worker.name + " (launch " + number + ")");
        try {
            world.<Boolean>as(work, () -> {
                begin(work, drop, number);
                return true;
            });
        } catch (RetryableFailure e) {
            underWay.remove(work);
            world.time().schedule(refused.after(++refusals[drop]), () -> launch(drop));
        }
    }

    private void begin(Work work, int number, int launch) {
        Drop drop = drops.get(number);
        boolean again = launch > 0 && world.tampering().takesEveryNotificationForNew();
        RunKey key = world.registrar().keyOf(drop.source(), again);
        Registration registration = work.worker.runtime.register(key, drop.source(), drop.modified(), drop.sequencer());
        world.witness().begins(key, number);
        Extraction<?> extraction =
                work.worker.runtime.extraction(registration, world.bus(), new WorkScheduler(world, work));
        extraction.start(() -> ended(work, extraction));
    }

    private void ended(Work work, Extraction<?> extraction) {
        if (!work.isLost()) {
            underWay.remove(work);
            world.tell(work.name + " has read its file");
            extraction
                    .findFailure()
                    .ifPresent(failure -> world.violate(
                            Invariant.CONVERGES, work.name + " failed, and no fault can make it: " + failure.reason()));
        }
    }

    /** An extraction that is lost is launched again, one that was killed twice: ECS starts it, and so does its queue. */
    void lost(Work work) {
        Integer drop = underWay.remove(work);
        if (drop != null) {
            world.tell(work.name + " is lost");
            int launches = work.calls() == work.killedAt ? 2 : 1;
            for (int i = 0; i < launches; i++) {
                Duration later = Chance.between(Chance.of(work.place, 31, i), SOON, LATE);
                world.time().schedule(later, () -> launch(drop));
            }
        }
    }

    private void replayArchive() {
        List<Envelope> events = world.witness().events();
        world.tell("the archive replays some of " + events.size() + " events");
        replay(events, 2);
    }

    private void replayRun(int drop) {
        Optional<RunKey> run = world.witness().findRun(drop);
        world.tell("the events of file " + drop + " come again");
        run.ifPresent(key -> replay(
                world.witness().events().stream()
                        .filter(event -> event.run().equals(key))
                        .toList(),
                1));
    }

    /** One in so many of the events, each at a moment of its own. */
    private void replay(List<Envelope> events, int oneIn) {
        List<Envelope> some = new ArrayList<>(events);
        for (Envelope event : some) {
            long drawn = world.draw();
            if (Chance.below(drawn, oneIn) == 0) {
                Duration later = Duration.ofMillis(Chance.below(Chance.of(drawn, 1), 60_000));
                world.time().schedule(later, () -> world.bus().putEvents(List.of(event)));
            }
        }
    }

    private void watch(int look) {
        long place = Chance.of(7_000, look);
        Work work = new Work("watchdog/" + look, "watchdog", world.anyWorker(place));
        Duration patience = Duration.ofSeconds(Chance.below(Chance.of(place, 1), 120));
        try {
            world.<Boolean>as(work, () -> {
                work.worker
                        .runtime
                        .watchdog(patience)
                        .check()
                        .forEach(run -> world.tell("run " + World.shortName(run) + " is found stalled"));
                return true;
            });
        } catch (RetryableFailure e) {
            world.tell("the watchdog could not look: " + e.getMessage());
        }
    }
}
