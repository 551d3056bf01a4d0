package io.quadrille.onlookers;

import io.gatling.charts.stats.GeneralStats;
import io.gatling.charts.stats.LogFileData;
import io.gatling.commons.stats.KO$;
import java.util.ArrayList;
import java.util.List;
import scala.Option;

/**
 * How requests of one kind were answered, as Gatling saw it.
 *
 * @param request its name in the simulation
 * @param asked requests, those that failed included
 * @param failed of them
 * @param perSecond requests, from the first of any kind to the last
 * @param medianMillis until a request was answered
 * @param p95Millis that 95 of 100 did not exceed
 * @param p99Millis that 99 of 100 did not exceed
 * @param mostMillis of the slowest
 */
record Answers(
        String request,
        long asked,
        long failed,
        double perSecond,
        double medianMillis,
        double p95Millis,
        double p99Millis,
        double mostMillis) {
    private static final double MILLIS = 1_000;

    /** Of all requests together, under the name {@code all}, then of each kind. */
    static List<Answers> of(LogFileData log) {
        double seconds = Math.max(1, log.runInfo().injectEnd() - log.runInfo().injectStart()) / MILLIS;
        List<Answers> answers = new ArrayList<>();
        add(answers, "all", log, Option.empty(), seconds);
        for (String request : RunOnlookers.REQUESTS) {
            add(answers, request, log, Option.apply(request), seconds);
        }
        return answers;
    }

    /** Adds those of one kind, unless nobody asked. */
    private static void add(
            List<Answers> answers, String name, LogFileData log, Option<String> request, double seconds) {
        Option<GeneralStats> asked = log.requestGeneralStats(request, Option.empty(), Option.empty());
        if (asked.isDefined()) {
            Option<GeneralStats> failed = log.requestGeneralStats(request, Option.empty(), Option.apply(KO$.MODULE$));
            answers.add(of(name, asked.get(), failed, seconds));
        }
    }

    private static Answers of(String name, GeneralStats all, Option<GeneralStats> failures, double seconds) {
        return new Answers(
                name,
                all.count(),
                failures.isEmpty() ? 0 : failures.get().count(),
                all.count() / seconds,
                percentile(all, 50),
                percentile(all, 95),
                percentile(all, 99),
                all.max());
    }

    private static double percentile(GeneralStats stats, double rank) {
        return ((Number) stats.percentile().apply(rank)).doubleValue();
    }
}
