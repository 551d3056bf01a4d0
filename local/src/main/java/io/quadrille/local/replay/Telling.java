package io.quadrille.local.replay;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Envelope;
import io.quadrille.events.Extensions;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the events of one run tell, in whatever order and however often they arrive. Thread safe. */
final class Telling implements Consumer<Envelope> {
    private static final Comparator<ChunkKey> ORDER =
            Comparator.comparingInt(ChunkKey::chunk).thenComparing(ChunkKey::step);

    private final Set<String> ids = new HashSet<>();
    private final SortedMap<ChunkKey, ChunkOutcome> outcomes = new TreeMap<>(ORDER);
    private final SortedMap<ChunkKey, Fact.RecordsRejected> rejects = new TreeMap<>(ORDER);
    private final SortedMap<ChunkKey, Fact.RecordsDeadLettered> deadLetters = new TreeMap<>(ORDER);
    private final List<String> contradictions = new ArrayList<>();
    private Fact.@Nullable RunStarted start;
    private @Nullable String dataKey;

    @Override
    public synchronized void accept(Envelope envelope) {
        ids.add(envelope.id());
        dataKey = envelope.findText(Extensions.DATA_KEY).orElse(dataKey);
        switch (envelope.kind()) {
            case RECORDS_EXTRACTED, RECORDS_TRANSFORMED, RECORDS_LOADED ->
                outcome(((Fact.StepOutcome) Facts.fact(envelope)).outcome());
            case RECORDS_REJECTED -> {
                Fact.RecordsRejected fact = (Fact.RecordsRejected) Facts.fact(envelope);
                Fact.RecordsRejected known = rejects.putIfAbsent(fact.key(), fact);
                if (known != null && !known.equals(fact)) {
                    contradictions.add(fact.key().step() + ", chunk "
                            + fact.key().chunk() + ": two different sets of rejects were captured");
                }
            }
            case RECORDS_DEAD_LETTERED -> {
                Fact.RecordsDeadLettered fact = (Fact.RecordsDeadLettered) Facts.fact(envelope);
                deadLetters.putIfAbsent(fact.key(), fact);
            }
            case RUN_STARTED -> start = (Fact.RunStarted) Facts.fact(envelope);
            default -> {
                // Nothing that a step did with records.
            }
        }
    }

    private void outcome(ChunkOutcome outcome) {
        ChunkOutcome known = outcomes.putIfAbsent(outcome.key(), outcome);
        if (known != null && !known.fingerprint().equals(outcome.fingerprint())) {
            contradictions.add(outcome.key().step() + ", chunk " + outcome.key().chunk()
                    + ": two different outcomes were captured");
        }
    }

    /** Whether the event has been told. */
    synchronized boolean knows(String id) {
        return ids.contains(id);
    }

    synchronized int events() {
        return ids.size();
    }

    synchronized Optional<Fact.RunStarted> findStart() {
        return Optional.ofNullable(start);
    }

    /** The run's wrapped data key. */
    synchronized Optional<String> findDataKey() {
        return Optional.ofNullable(dataKey);
    }

    /** By chunk and step. */
    synchronized SortedMap<ChunkKey, ChunkOutcome> outcomes() {
        return new TreeMap<>(outcomes);
    }

    synchronized SortedMap<ChunkKey, Fact.RecordsRejected> rejects() {
        return new TreeMap<>(rejects);
    }

    synchronized SortedMap<ChunkKey, Fact.RecordsDeadLettered> deadLetters() {
        return new TreeMap<>(deadLetters);
    }

    synchronized List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    /** The sums of a step's outcomes. */
    synchronized Counts tally(String step) {
        Counts sum = Counts.ZERO;
        for (ChunkOutcome outcome : outcomes.values()) {
            if (outcome.key().step().equals(step)) {
                sum = sum.plus(outcome.counts());
            }
        }
        return sum;
    }
}
