package io.quadrille.observer.runs;

import io.quadrille.events.Envelope;
import io.quadrille.events.RunKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where events were kept: a capture, or an archive. Thread safe. */
@FunctionalInterface
public interface EventLog {
    /** Where no events were kept. */
    EventLog NONE = (run, chunk) -> new Reading(
            List.of(), "The run's events were not kept where they can be read, so only the ledger tells of them.");

    /** The events about one chunk of a run. */
    Reading ofChunk(RunKey run, int chunk);

    /**
     * What was found.
     *
     * @param events each once, by time
     * @param gap a sentence on what cannot be read, and why; null where nothing lacks
     */
    record Reading(List<Envelope> events, @Nullable String gap) {
        public Reading {
            events = List.copyOf(events);
        }
    }
}
