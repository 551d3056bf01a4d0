package io.quadrille.local.replay;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.Rejection;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.local.replay.ReplayReport.Difference;
import io.quadrille.local.replay.ReplayReport.Kind;
import io.quadrille.local.replay.ReplayReport.StepTallies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What two tellings of a run say otherwise: steps, sums, outcomes, rejects, dead letters. */
final class TellingComparison {
    private final Telling captured;
    private final Telling now;
    private final Graph today;
    private final List<Difference> differences = new ArrayList<>();

    TellingComparison(Telling captured, Telling now, Graph today) {
        this.captured = captured;
        this.now = now;
        this.today = today;
    }

    List<Difference> differences() {
        captured.contradictions().forEach(text -> add(Kind.CAPTURE, text, null, null));
        captured.findStart().ifPresent(start -> flow(start.graph()));
        for (StepTallies tallies : tallies()) {
            if (!tallies.captured().equals(tallies.now())) {
                add(Kind.TALLY, tallies.step(), text(tallies.captured()), text(tallies.now()));
            }
        }
        compare(Kind.OUTCOME, captured.outcomes(), now.outcomes(), TellingComparison::text);
        compareRejects();
        compare(Kind.DEAD_LETTER, captured.deadLetters(), now.deadLetters(), TellingComparison::text);
        return differences;
    }

    List<StepTallies> tallies() {
        Set<String> steps = new LinkedHashSet<>(names(today.nodes()));
        captured.findStart().ifPresent(start -> steps.addAll(names(start.graph().nodes())));
        captured.outcomes().keySet().forEach(key -> steps.add(key.step()));
        return steps.stream()
                .map(step -> new StepTallies(step, captured.tally(step), now.tally(step)))
                .toList();
    }

    private static List<String> names(List<Graph.Node> nodes) {
        return nodes.stream().map(Graph.Node::name).toList();
    }

    private void flow(Graph then) {
        Set<String> steps = new LinkedHashSet<>(names(then.nodes()));
        steps.addAll(names(today.nodes()));
        for (String step : steps) {
            String before = then.findNode(step).map(TellingComparison::text).orElse(null);
            String after = today.findNode(step).map(TellingComparison::text).orElse(null);
            if (!Objects.equals(before, after)) {
                add(Kind.FLOW, step, before, after);
            }
        }
    }

    private <T> void compare(
            Kind kind, SortedMap<ChunkKey, T> then, SortedMap<ChunkKey, T> today, Function<T, String> text) {
        for (ChunkKey key : union(then, today)) {
            String before = then.containsKey(key) ? text.apply(then.get(key)) : null;
            String after = today.containsKey(key) ? text.apply(today.get(key)) : null;
            if (!Objects.equals(before, after)) {
                add(kind, key.step() + ", chunk " + key.chunk(), before, after);
            }
        }
    }

    private static <T> Collection<ChunkKey> union(SortedMap<ChunkKey, T> one, SortedMap<ChunkKey, T> other) {
        SortedMap<ChunkKey, T> all = new TreeMap<>(one); // in its order
        all.putAll(other);
        return all.keySet();
    }

    private void compareRejects() {
        SortedMap<ChunkKey, Fact.RecordsRejected> then = captured.rejects();
        SortedMap<ChunkKey, Fact.RecordsRejected> today = now.rejects();
        for (ChunkKey key : union(then, today)) {
            Map<String, String> before = byPlace(key, then.get(key));
            Map<String, String> after = byPlace(key, today.get(key));
            Set<String> places = new TreeSet<>(before.keySet());
            places.addAll(after.keySet());
            for (String place : places) {
                if (!Objects.equals(before.get(place), after.get(place))) {
                    add(Kind.REJECT, place, before.get(place), after.get(place));
                }
            }
        }
    }

    /** A record expanded from a line is told from its siblings by its ordinal. */
    private static Map<String, String> byPlace(ChunkKey key, Fact.@Nullable RecordsRejected fact) {
        Map<String, String> rejects = new TreeMap<>();
        if (fact != null) {
            for (Rejection rejection : fact.rejections()) {
                int ordinal = rejection.origin().ordinal();
                String place = key.step() + ", line " + rejection.origin().line()
                        + (ordinal == 0 ? "" : ", record " + ordinal);
                rejects.merge(place, text(rejection), (one, other) -> one + "; " + other);
            }
        }
        return rejects;
    }

    private void add(Kind kind, String place, @Nullable String before, @Nullable String after) {
        differences.add(new Difference(kind, place, before, after));
    }

    private static String text(Graph.Node node) {
        return node.kind()
                + (node.upstream() == null ? "" : " after " + node.upstream())
                + (node.table() == null ? "" : " into table " + node.table() + " by " + node.keys())
                + (node.ending() ? ", leaving the pipeline" : "");
    }

    private static String text(ChunkOutcome outcome) {
        return text(outcome.counts())
                + (outcome.dataHash() == null
                        ? ""
                        : ", data " + outcome.dataHash().substring(0, 12))
                + (outcome.causeHash() == null
                        ? ""
                        : ", made of " + outcome.causeHash().substring(0, 12));
    }

    static String text(Counts counts) {
        return "in " + counts.in() + ", out " + counts.out() + ", expanded " + counts.expanded() + ", rejected "
                + counts.rejected() + ", filtered " + counts.filtered() + ", loaded " + counts.loaded();
    }

    private static String text(Rejection rejection) {
        return rejection.code() + (rejection.column() == null ? "" : " at " + rejection.column()) + ": "
                + rejection.message();
    }

    private static String text(Fact.RecordsDeadLettered letter) {
        return letter.records() + " records from line " + letter.firstLine() + " to " + letter.lastLine() + ": "
                + letter.reason();
    }
}
