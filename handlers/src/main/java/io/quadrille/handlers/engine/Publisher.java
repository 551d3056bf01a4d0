package io.quadrille.handlers.engine;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.EventBus.PutResult;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts events on the bus within its limits: claim checks left first, batches of ten and of the size limit, entries that
 * fail re-sent with the same ids. Thread safe.
 */
public final class Publisher {
    private static final int TRIES = 4;

    private final EventBus bus;
    private final ClaimChecks claimChecks;

    public Publisher(EventBus bus, ClaimChecks claimChecks) {
        this.bus = bus;
        this.claimChecks = claimChecks;
    }

    /**
     * Publishes all of them, in any order.
     *
     * @throws RetryableFailure if some were not accepted; the others are on the bus, and publishing all again is right
     */
    public void publish(List<Envelope> envelopes) {
        List<Envelope> batch = new ArrayList<>(EventBus.MAX_ENTRIES);
        long batchBytes = 0;
        for (Envelope envelope : envelopes) {
            Envelope entry = claimChecks.leave(envelope);
            long bytes = entryBytes(entry);
            if (batch.size() == EventBus.MAX_ENTRIES || batchBytes + bytes > bus.maxEntryBytes()) {
                put(batch);
                batch.clear();
                batchBytes = 0;
            }
            batch.add(entry);
            batchBytes += bytes;
        }
        put(batch);
    }

    private static long entryBytes(Envelope entry) {
        return EnvelopeJson.attributesLength(entry)
                + entry.data().map(data -> data.length).orElse(0)
                + 512L; // detail-type, source and time count too
    }

    private void put(List<Envelope> entries) {
        List<Envelope> left = entries;
        String error = "";
        for (int attempt = 1; attempt <= TRIES && !left.isEmpty(); attempt++) {
            List<PutResult> results = bus.putEvents(List.copyOf(left));
            List<Envelope> refused = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                if (!results.get(i).accepted()) {
                    refused.add(left.get(i));
                    error = String.valueOf(results.get(i).error());
                }
            }
            left = refused;
        }
        if (!left.isEmpty()) {
            throw new RetryableFailure("the bus refused " + left.size() + " of " + entries.size() + " events " + TRIES
                    + " times: " + error);
        }
    }
}
