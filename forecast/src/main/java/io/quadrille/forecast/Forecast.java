package io.quadrille.forecast;

import java.time.Duration;

/**
 * What a run will take and cost, and what the same would with an event for each row.
 *
 * @param ours chunk by chunk, as the kit does it, at its dearest: each message is received alone
 * @param rowPerEvent row by row, at its best: every batch is full
 */
public record Forecast(Workload workload, Profile profile, Outlook ours, Outlook rowPerEvent) {

    /** A design with what it puts on the wire, takes and costs. */
    public record Outlook(Design design, Traffic traffic, Pace pace, Bill bill) {}

    /** How many times as much a row per event costs. */
    public double ratio() {
        return rowPerEvent.bill().dollars() / ours.bill().dollars();
    }

    /** The same without what the rows' own writes cost, which no design saves. */
    public double ratioWithoutRows() {
        return rowPerEvent.bill().dollarsWithoutRows() / ours.bill().dollarsWithoutRows();
    }

    public Duration duration() {
        return ours.pace().duration();
    }
}
