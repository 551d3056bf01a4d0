package io.quadrille.runtime;

import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.operator.AmendmentPlan.Share;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import io.quadrille.observer.runs.ChunkRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts kept events of a run on the live bus again, as they were: the steps work on them once more, and what is known
 * counts nothing. Thread safe.
 */
final class Republish {
    private static final Set<FactKind> TOLD_BY_STEPS = Set.of(
            FactKind.RUN_STARTED,
            FactKind.FILE_EXTRACTED,
            FactKind.RECORDS_EXTRACTED,
            FactKind.RECORDS_TRANSFORMED,
            FactKind.RECORDS_LOADED,
            FactKind.RECORDS_REJECTED);

    private final Workplace place;

    Republish(Workplace place) {
        this.place = place;
    }

    /** What is there of what is asked for. */
    private static final class Found {
        final Map<String, Share> shares = new LinkedHashMap<>();
        final Map<String, BitSet> chunks = new LinkedHashMap<>();

        void add(Envelope event) {
            String step = event.kind() == FactKind.RUN_STARTED ? "" : stepOf(event);
            long records = Facts.fact(event) instanceof Fact.StepOutcome outcome
                    ? outcome.outcome().counts().out()
                            + outcome.outcome().counts().loaded()
                    : 0;
            Share known = shares.getOrDefault(step, new Share(step, null, 0, 0));
            shares.put(step, new Share(step, null, known.records() + records, known.events() + 1));
            if (isOutcome(event) && !event.run().amends()) {
                chunks.computeIfAbsent(step, name -> new BitSet())
                        .set(event.chunk().chunk());
            }
        }

        private static String stepOf(Envelope event) {
            return Facts.fact(event) instanceof Fact.FileExtracted totals
                    ? totals.step()
                    : event.chunk().step();
        }
    }

    private static boolean isOutcome(Envelope event) {
        return event.kind().carriesRecords() || event.kind() == FactKind.RECORDS_LOADED;
    }

    /**
     * By step that told them, in order of definition; the run's start counts to the extract.
     *
     * @param notes takes a sentence for each step of which not all chunks are there
     * @throws CannotAmend if the step consumes nothing, or nothing of the run is there
     */
    List<Share> shares(AmendmentRequest request, RunTally tally, List<String> notes) {
        Graph graph = tally.findGraph().orElseThrow();
        String feeding = feeding(graph, request.step());
        if (place.archive() == EventArchive.NONE) {
            throw new CannotAmend(
                    "No events were kept where they can be read here. Name a file that 'run --capture' wrote:"
                            + " republish RUN --events FILE, or serve --events FILE.");
        }
        Found found = new Found();
        forEach(request.run(), feeding, found::add);
        if (found.shares.isEmpty()) {
            throw new CannotAmend("Nothing that can be sent of run "
                    + request.run().run() + " is in " + place.archive().name()
                    + (feeding == null ? "." : ": no event of step '" + feeding + "'."));
        }
        List<Share> shares = new ArrayList<>();
        Optional<Integer> chunks = tally.history().findTotals().map(Fact.FileExtracted::chunks);
        for (Graph.Node node : graph.nodes()) {
            if (feeding == null || feeding.equals(node.name())) {
                chunks.ifPresent(count -> note(node.name(), found.chunks.get(node.name()), count, notes));
                share(node, found).ifPresent(shares::add);
            }
        }
        return shares;
    }

    private static Optional<Share> share(Graph.Node node, Found found) {
        Share start = node.upstream() == null ? found.shares.get("") : null;
        Share own = found.shares.get(node.name());
        if (start == null) {
            return Optional.ofNullable(own);
        }
        return Optional.of(
                own == null
                        ? new Share(node.name(), null, 0, start.events())
                        : new Share(node.name(), null, own.records(), own.events() + start.events()));
    }

    private void note(String step, @Nullable BitSet there, int chunks, List<String> notes) {
        BitSet missing = new BitSet();
        missing.set(0, chunks);
        if (there != null) {
            missing.andNot(there);
        }
        if (!missing.isEmpty()) {
            notes.add("Of step '" + step + "', " + (chunks - missing.cardinality()) + " of " + chunks
                    + " outcomes are in " + place.archive().name() + "; not there: chunks " + ChunkRanges.of(missing)
                    + ".");
        }
    }

    private static @Nullable String feeding(Graph graph, @Nullable String step) {
        if (step == null) {
            return null;
        }
        Graph.Node node = graph.findNode(step)
                .orElseThrow(() -> new CannotAmend("The run has no step '" + step + "'; it has "
                        + graph.nodes().stream().map(Graph.Node::name).toList() + "."));
        if (node.upstream() == null) {
            throw new CannotAmend("Step '" + step
                    + "' reads the source and consumes no event. Leave the step out to send" + " what it told.");
        }
        return node.upstream();
    }

    /** Sends them. @return how many */
    long send(AmendmentRequest request, RunTally tally) {
        String feeding = feeding(tally.findGraph().orElseThrow(), request.step());
        long[] sent = new long[1];
        forEach(request.run(), feeding, event -> {
            place.services().publisher().publish(List.of(event));
            sent[0]++;
        });
        return sent[0];
    }

    private void forEach(RunKey run, @Nullable String feeding, Consumer<Envelope> action) {
        Set<String> seen = new HashSet<>();
        try {
            place.archive().forEach(event -> {
                boolean ours = TOLD_BY_STEPS.contains(event.kind())
                        && event.run().root().equals(run)
                        && (feeding == null
                                || event.kind().carriesRecords()
                                        && event.chunk().step().equals(feeding));
                if (ours && seen.add(event.id())) {
                    action.accept(event);
                }
            });
        } catch (IOException e) {
            throw new CannotAmend(String.valueOf(e.getMessage()), e);
        }
    }
}
