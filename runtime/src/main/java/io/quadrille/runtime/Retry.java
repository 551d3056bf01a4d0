package io.quadrille.runtime;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.events.records.Origin;
import io.quadrille.handlers.extract.RetryPass;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.RunHistory.Amendment;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.operator.AmendmentPlan.Share;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import io.quadrille.observer.runs.AmendedRejects;
import io.quadrille.observer.runs.AmendedRejects.Reject;
import io.quadrille.observer.runs.ChunkProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends rejected records again: an amendment for each step that rejected some. Its rejects are taken up first, chunk by
 * chunk, then their number is fixed, and only then are they sent, so that whoever ends what was begun sends the same.
 * Thread safe.
 */
final class Retry {
    /** So many chunks' places are held in memory at most. */
    private static final int MOST_OPEN_CHUNKS = 1_000;

    private final Workplace place;

    Retry(Workplace place) {
        this.place = place;
    }

    /** The steps that owe sinks what is open, in order of definition: an amendment for each. */
    List<String> owing(AmendmentRequest request, RunTally tally) {
        Set<String> owing = new HashSet<>();
        Iterator<Reject> open =
                AmendedRejects.open(place.ledger(), request.run()).all();
        while (open.hasNext()) {
            Reject reject = open.next();
            if (request.code() == null
                    || request.code().equals(reject.row().rejection().code())) {
                owing.add(owing(reject, tally));
            }
        }
        return tally.findGraph().orElseThrow().nodes().stream()
                .map(Graph.Node::name)
                .filter(owing::contains)
                .toList();
    }

    /**
     * The step whose sinks are owed the record: the one that rejected it. If a retry rejected it before the step that owed
     * it then, it is owed to no more sinks than it was.
     */
    private static String owing(Reject reject, RunTally tally) {
        String step = reject.row().step();
        String owed = tally.history()
                .findAmendment(reject.run().amendment())
                .map(Amendment::step)
                .orElse(step);
        return tally.findGraph().orElseThrow().downstreamOf(step).stream()
                        .anyMatch(node -> node.name().equals(owed))
                ? owed
                : step;
    }

    /** By step in order of definition, then by code. */
    List<Share> shares(AmendmentRequest request, RunTally tally) {
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        Iterator<Reject> open =
                AmendedRejects.open(place.ledger(), request.run()).all();
        while (open.hasNext()) {
            Reject reject = open.next();
            String code = reject.row().rejection().code();
            if (request.code() == null || request.code().equals(code)) {
                counts.computeIfAbsent(reject.row().step(), step -> new TreeMap<>())
                        .merge(code, 1L, Long::sum);
            }
        }
        List<Share> shares = new ArrayList<>();
        for (Graph.Node node : tally.findGraph().orElseThrow().nodes()) {
            counts.getOrDefault(node.name(), Map.of())
                    .forEach((code, records) -> shares.add(new Share(node.name(), code, records, 0)));
        }
        return shares;
    }

    /** @throws CannotAmend if the step's rejects cannot be sent again, or the source is not what it was */
    void requirePossible(RunTally tally, List<String> steps) {
        for (String step : steps) {
            requireOneExpansion(place.requireSteps(tally, step), step);
        }
        requireSource(place.requireRegistration(tally.run()));
    }

    /** A record is known behind one expansion by its ordinal; behind two, it is not known which came of which. */
    private static void requireOneExpansion(Graph graph, String step) {
        boolean expandedBefore = graph.pathTo(step).stream()
                .anyMatch(node -> node.kind() == StepKind.EXPAND && !node.name().equals(step));
        for (Graph.Node sink : graph.sinks()) {
            long expansions = graph.pathTo(sink.name()).stream()
                    .filter(node -> node.kind() == StepKind.EXPAND)
                    .count();
            if (expandedBefore && expansions > 1) {
                throw new CannotAmend("What step '" + step + "' rejected lies behind one of " + expansions
                        + " expansions on the way to '" + sink.name()
                        + "', so it cannot be sent again by itself. Run the file again.");
            }
        }
    }

    void requireSource(Registration registration) {
        try {
            place.ports().sources().requireUnchanged(registration.source());
        } catch (IOException e) {
            throw new CannotAmend(String.valueOf(e.getMessage()), e);
        }
    }

    /** Takes up what is open at the amendment's step, if it is taking up. @return as it then stands */
    Amendment take(RunKey run, Amendment amendment) {
        if (!amendment.open()) {
            return amendment;
        }
        RunTally tally = place.requireRun(run);
        Iterator<Reject> open = AmendedRejects.open(place.ledger(), run).all();
        Map<ChunkKey, Set<Integer>> places = new LinkedHashMap<>();
        while (open.hasNext()) {
            Reject reject = open.next();
            if (isWanted(reject, amendment, tally)) {
                ChunkKey chunk = new ChunkKey(
                        reject.run(), reject.row().step(), reject.row().chunk());
                if (!places.containsKey(chunk) && places.size() >= MOST_OPEN_CHUNKS) {
                    takeAll(places, amendment);
                }
                places.computeIfAbsent(chunk, key -> new HashSet<>())
                        .add(reject.row().place());
            }
        }
        takeAll(places, amendment);
        return place.taken(run, amendment, count(run, amendment));
    }

    private void takeAll(Map<ChunkKey, Set<Integer>> places, Amendment amendment) {
        places.forEach((chunk, wanted) -> place.ledger().takeRejects(chunk, wanted, amendment.number(), place.now()));
        places.clear();
    }

    private static boolean isWanted(Reject reject, Amendment amendment, RunTally tally) {
        String code = amendment.code();
        return owing(reject, tally).equals(amendment.step())
                && (code == null || code.equals(reject.row().rejection().code()));
    }

    private long count(RunKey run, Amendment amendment) {
        Iterator<Reject> taken = retried(run, amendment);
        long count = 0;
        while (taken.hasNext()) {
            taken.next();
            count++;
        }
        return count;
    }

    private Iterator<Reject> retried(RunKey run, Amendment amendment) {
        return AmendedRejects.retried(place.ledger(), run, amendment.number()).all();
    }

    /** Sends what an amendment took up, but for the chunks that are done. @return how many events */
    CompletableFuture<Long> send(RunTally tally, Amendment amendment) {
        RunKey key = tally.run().amendedBy(amendment.number());
        RunSnapshot sent = place.ledger().snapshot(key).orElse(null);
        if (!amendment.sends() || sent != null && sent.tally().isComplete()) {
            return CompletableFuture.completedFuture(0L);
        }
        String step = requireStep(amendment.step());
        Registration registration = place.requireRegistration(tally.run());
        Graph graph = place.requireSteps(tally, step);
        requireSource(registration);
        BitSet ended = sent == null ? new BitSet() : ChunkProgress.of(sent).completed();
        Iterator<Reject> rejects = retried(tally.run(), amendment);
        Iterator<Origin> origins = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rejects.hasNext();
            }

            @Override
            public Origin next() {
                return rejects.next().row().rejection().origin();
            }
        };
        return RetryPass.of(
                        place.pipeline(),
                        new RetryPass.Order(registration, key, graph, step, ended::get),
                        origins,
                        place.passes())
                .start();
    }

    private static String requireStep(@Nullable String step) {
        if (step == null) {
            throw new IllegalStateException("a retry names the step whose rejects it takes up");
        }
        return step;
    }
}
