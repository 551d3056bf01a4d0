package io.quadrille.observer.runs;

import org.jspecify.annotations.Nullable;

/**
 * The fates of a run's records at one sink, summed along its path. Counted are outcomes whose chunk is done at every
 * step before, so that the figures add up at any moment, in whatever order outcomes arrive.
 *
 * @param step the sink's step
 * @param table the table it loads; null where records leave the pipeline
 * @param inFlight what steps of the path emitted and the next has not reported
 * @param balanced extracted + expanded = loaded + rejected + filtered + deadLettered + inFlight, and nothing on the path
 *     contradicts itself
 */
public record SinkReport(
        String step,
        @Nullable String table,
        long extracted,
        long expanded,
        long loaded,
        long rejected,
        long filtered,
        long deadLettered,
        long inFlight,
        boolean balanced) {

    /** Records without a good end, or without an end. */
    long trouble() {
        return inFlight + deadLettered + rejected;
    }

    boolean addsUp() {
        return extracted + expanded == loaded + rejected + filtered + deadLettered + inFlight;
    }

    SinkReport withInFlight(long records) {
        return new SinkReport(
                step, table, extracted, expanded, loaded, rejected, filtered, deadLettered, records, balanced);
    }

    SinkReport balancedIf(boolean sound) {
        return new SinkReport(
                step,
                table,
                extracted,
                expanded,
                loaded,
                rejected,
                filtered,
                deadLettered,
                inFlight,
                sound && addsUp());
    }
}
