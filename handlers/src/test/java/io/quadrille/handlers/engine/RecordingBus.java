package io.quadrille.handlers.engine;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A bus that keeps what it accepts, as it comes off the wire, and fails as it is told to. Not thread safe. */
public final class RecordingBus implements EventBus {
    private final int maxEntryBytes;
    private final List<Envelope> accepted = new ArrayList<>();
    private final List<List<Envelope>> calls = new ArrayList<>();
    private Predicate<Envelope> refused = event -> false;
    private int refusals;
    private int outages;
    private RuntimeException outage = new RetryableFailure("the bus is away");
    private Consumer<Envelope> whenAccepted = event -> {};

    public RecordingBus(int maxEntryBytes) {
        this.maxEntryBytes = maxEntryBytes;
    }

    /** Refuses the entries it applies to, so many times in all. */
    public void refuse(Predicate<Envelope> entry, int times) {
        refused = entry;
        refusals = times;
    }

    /** Fails the next calls as a whole. */
    public void beAway(int nextCalls) {
        beAway(nextCalls, new RetryableFailure("the bus is away"));
    }

    public void beAway(int nextCalls, RuntimeException failure) {
        outages = nextCalls;
        outage = failure;
    }

    public void whenAccepted(Consumer<Envelope> task) {
        whenAccepted = task;
    }

    /** In the order they were accepted. */
    public List<Envelope> accepted() {
        return List.copyOf(accepted);
    }

    public List<List<Envelope>> calls() {
        return List.copyOf(calls);
    }

    public void clear() {
        accepted.clear();
        calls.clear();
    }

    @Override
    public int maxEntryBytes() {
        return maxEntryBytes;
    }

    @Override
    public List<PutResult> putEvents(List<Envelope> entries) {
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(entries.size() + " entries");
        }
        long bytes = 0;
        for (Envelope entry : entries) {
            bytes += 14 + entry.type().length() + entry.pipeline().length() + EnvelopeJson.length(entry);
        }
        if (bytes > maxEntryBytes) {
            throw new IllegalArgumentException("a call of " + bytes + " bytes");
        }
        calls.add(List.copyOf(entries));
        if (outages > 0) {
            outages--;
            throw outage;
        }
        List<PutResult> results = new ArrayList<>();
        for (Envelope entry : entries) {
            if (refusals > 0 && refused.test(entry)) {
                refusals--;
                results.add(new PutResult("ThrottlingException"));
            } else {
                Envelope arrived = EventBridgeJson.read(EventBridgeJson.wrap(entry));
                accepted.add(arrived);
                whenAccepted.accept(arrived);
                results.add(PutResult.ACCEPTED);
            }
        }
        return results;
    }
}
