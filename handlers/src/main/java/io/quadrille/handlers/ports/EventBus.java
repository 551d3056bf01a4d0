package io.quadrille.handlers.ports;

import io.quadrille.events.Envelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bus that events are put on, as EventBridge does it: entries are accepted or refused one by one. Thread safe. */
public interface EventBus {
    /** The most entries of one call (EventBridge PutEvents). */
    int MAX_ENTRIES = 10;

    /** The largest entry, and the largest call, in bytes. EventBridge: 1 MB since January 2026. */
    int maxEntryBytes();

    /**
     * Puts up to {@link #MAX_ENTRIES} events on the bus.
     *
     * @return one result per entry, in order; an accepted event may be delivered more than once, in any order
     * @throws RetryableFailure if the call as a whole failed; whether entries were accepted is then unknown
     */
    List<PutResult> putEvents(List<Envelope> entries);

    /** @param error why the entry was refused; null where it was accepted */
    record PutResult(@Nullable String error) {
        public static final PutResult ACCEPTED = new PutResult(null);

        public boolean accepted() {
            return error == null;
        }
    }
}
