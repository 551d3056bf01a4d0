package io.quadrille.cli;

import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.util.List;
import java.util.Optional;

/** Finds runs as people name them. */
final class RunFinder {
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
        if (name.isEmpty()) {
            throw unknown(view, name);
        }
        return queries.findLatestAttempt(name).orElseGet(() -> byBeginning(view, name));
    }

    private static RunReport byBeginning(View view, String name) {
        List<String> found = view.queries().runIds(name, MOST_NAMED + 1);
        if (found.size() > 1) {
            String count = found.size() > MOST_NAMED ? "more than " + MOST_NAMED : Integer.toString(found.size());
            throw Refusal.usage("'" + TextTable.visible(name) + "' is the beginning of " + count + " runs: "
                    + named(found) + ". Name one of them.");
        }
        return found.stream()
                .findFirst()
                .flatMap(view.queries()::findLatestAttempt)
                .orElseThrow(() -> unknown(view, name));
    }

    private static Refusal unknown(View view, String name) {
        List<String> latest = view.queries().runs(RunFilter.ALL, Optional.empty(), MOST_NAMED + 1).items().stream()
                .map(report -> report.run().run())
                .distinct()
                .toList();
        return Refusal.usage("There is no run '" + TextTable.visible(name) + "'. "
                + (latest.isEmpty()
                        ? view.nothingYet()
                        : "The latest are " + named(latest) + "; 'last' names the first."));
    }

    private static String named(List<String> ids) {
        return String.join(", ", ids.subList(0, Math.min(ids.size(), MOST_NAMED)))
                + (ids.size() > MOST_NAMED ? ", …" : "");
    }
}
