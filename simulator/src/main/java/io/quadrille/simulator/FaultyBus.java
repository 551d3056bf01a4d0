package io.quadrille.simulator;

import io.quadrille.events.Envelope;
import io.quadrille.handlers.ports.EventBus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A bus that refuses entries of a call one by one, and delivers some twice. */
final class FaultyBus implements EventBus {
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration LATE = Duration.ofMinutes(20);

    private final World world;
    private final EventBus bus;

    FaultyBus(World world, EventBus bus) {
        this.world = world;
        this.bus = bus;
    }

    @Override
    public int maxEntryBytes() {
        return bus.maxEntryBytes();
    }

    @Override
    public List<PutResult> putEvents(List<Envelope> entries) {
        Adversary adversary = world.adversary();
        List<PutResult> results = new ArrayList<>(entries.size());
        for (Envelope entry : entries) {
            long place = Chance.place(world.describe(entry));
            if (adversary.strikes(Fault.PARTIAL_PUT, place ^ world.callPlace(), () -> world.describe(entry))) {
                world.cover(Fault.PARTIAL_PUT);
                results.add(new PutResult("InternalFailure"));
                continue;
            }
            results.addAll(bus.putEvents(List.of(entry)));
            if (adversary.strikes(Fault.DUPLICATE, place, () -> world.describe(entry))) {
                world.cover(Fault.DUPLICATE);
                Duration later = Chance.between(adversary.detail(Fault.DUPLICATE, place), SOON, LATE);
                world.time().schedule(later, () -> bus.putEvents(List.of(entry)));
            }
        }
        return results;
    }
}
