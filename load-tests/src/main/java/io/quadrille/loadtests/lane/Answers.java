package io.quadrille.loadtests.lane;

/**
 * How requests of one kind were answered during a lap, as their client saw it.
 *
 * @param request its kind
 * @param asked requests, those that failed included
 * @param failed of them
 * @param perSecond requests, from the first of any kind to the last
 * @param medianMillis until a request was answered
 * @param p95Millis that 95 of 100 did not exceed
 * @param p99Millis that 99 of 100 did not exceed
 * @param mostMillis of the slowest
 */
public record Answers(
        String request,
        long asked,
        long failed,
        double perSecond,
        double medianMillis,
        double p95Millis,
        double p99Millis,
        double mostMillis) {}
