package io.quadrille.observer.runs;

import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import java.util.List;
import java.util.Optional;

/** The lines that a step dropped of a chunk, as its outcome lists them. */
final class FilteredLines {
    private final List<Envelope> events;

    /** @param events of one chunk and step, as captured */
    FilteredLines(List<Envelope> events) {
        this.events = events;
    }

    /** Whether they contain the line; empty where no outcome was captured, or it does not list them. */
    Optional<Boolean> contain(long line) {
        for (Envelope event : events) {
            if (Facts.fact(event) instanceof Fact.StepOutcome fact) {
                ChunkOutcome outcome = fact.outcome();
                if (outcome.filteredLines() != null) {
                    return Optional.of(outcome.filteredLines().contains(line));
                }
            }
        }
        return Optional.empty();
    }
}
