package io.quadrille.cli;

import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Finds runs as people name them. */
final class RunFinder {
    private static final int PAGE = 200;
    private static final int MOST_NAMED = 5;

    private RunFinder() {}

    /**
     * The latest attempt of a run.
     *
     * @param name a run's id, the beginning of one, or {@code last}
     * @throws Refusal naming the runs there are
     */
    static RunReport require(View view, String name) {
        RunQueries queries = view.queries();
        if (name.equals("last")) {
            return queries.findLast().orElseThrow(() -> Refusal.usage(view.nothingYet() + " " + view.remedy()));
        }
        Set<String> all = new LinkedHashSet<>();
        forEach(queries, report -> all.add(report.run().run()));
        List<String> found = all.stream().filter(id -> id.startsWith(name)).toList();
        if (!name.isEmpty() && (found.size() == 1 || all.contains(name))) {
            return queries.findLatestAttempt(all.contains(name) ? name : found.get(0))
                    .orElseThrow();
        }
        throw Refusal.usage(
                found.size() > 1 && !name.isEmpty()
                        ? "'" + TextTable.visible(name) + "' is the beginning of " + found.size() + " runs: "
                                + named(found) + ". Name one of them."
                        : "There is no run '" + TextTable.visible(name) + "'. "
                                + (all.isEmpty()
                                        ? view.nothingYet()
                                        : "The latest are " + named(List.copyOf(all)) + "; 'last' names the first."));
    }

    private static String named(List<String> ids) {
        return String.join(", ", ids.subList(0, Math.min(ids.size(), MOST_NAMED)))
                + (ids.size() > MOST_NAMED ? ", …" : "");
    }

    /** Every run, latest start first. */
    static void forEach(RunQueries queries, Consumer<RunReport> action) {
        Optional<String> cursor = Optional.empty();
        do {
            Page<RunReport> page = queries.runs(RunFilter.ALL, cursor, PAGE);
            page.items().forEach(action);
            cursor = page.next();
        } while (cursor.isPresent());
    }
}
