package io.quadrille.observer.api;

import io.quadrille.events.RunKey;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Request;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.util.Map;

/** Finds the run that a request names: its latest attempt, or that of the parameter {@code attempt}. Thread safe. */
final class RunLookup {
    static final String ATTEMPT = "attempt";
    private static final int MOST_ATTEMPTS = 1_000_000;

    private final RunQueries queries;

    RunLookup(RunQueries queries) {
        this.queries = queries;
    }

    RunQueries queries() {
        return queries;
    }

    /** @throws HttpProblem if there is no such run */
    RunReport require(Request request, Map<String, String> segments) {
        String run = segments.getOrDefault("run", "");
        RunReport latest = queries.findLatestAttempt(run).orElseThrow(() -> missing(run));
        int attempt = request.number(ATTEMPT, latest.run().attempt(), 1, MOST_ATTEMPTS);
        if (attempt == latest.run().attempt()) {
            return latest;
        }
        return queries.find(new RunKey(latest.run().pipeline(), run, attempt))
                .orElseThrow(() -> HttpProblem.notFound("Run '" + run + "' has no attempt " + attempt
                        + "; its latest is " + latest.run().attempt() + "."));
    }

    static HttpProblem missing(String run) {
        return HttpProblem.notFound("There is no run '" + HttpProblem.shown(run)
                + "'. /api/runs lists those there are; one that was removed is gone with all that was counted.");
    }
}
