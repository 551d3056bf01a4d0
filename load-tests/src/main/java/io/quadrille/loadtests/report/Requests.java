package io.quadrille.loadtests.report;

/**
 * Requests of one kind that were asked while laps went on, as their client saw it.
 *
 * @param name of their kind
 * @param asked in all laps, those that failed included
 * @param failed of them
 * @param perSecond of a lap
 * @param medianMillis of a lap, until a request was answered
 * @param p95Millis that 95 of 100 of a lap did not exceed
 * @param p99Millis that 99 of 100 of a lap did not exceed
 * @param mostMillis of the slowest of all
 */
public record Requests(
        String name,
        long asked,
        long failed,
        Spread perSecond,
        Spread medianMillis,
        Spread p95Millis,
        Spread p99Millis,
        double mostMillis) {}
