package io.quadrille.forecast;

/**
 * What a step makes of records. All means.
 *
 * @param outPerIn records emitted or loaded for each consumed: 1 unless it filters, expands or rejects
 * @param rejectedPerIn records rejected for each consumed, from 0 to 1
 * @param rejectingChunks of the sample's chunks those with a reject; 0 without a sample
 * @param microsPerRecord its own work on a record, on one whole CPU
 * @param timed whether that was measured or told, not assumed
 */
public record StepProfile(
        double outPerIn, double rejectedPerIn, long rejectingChunks, double microsPerRecord, boolean timed) {
    public StepProfile {
        if (!(outPerIn >= 0) || !(rejectedPerIn >= 0 && rejectedPerIn <= 1) || !(microsPerRecord >= 0)) {
            throw new IllegalArgumentException("a step that emits " + outPerIn + " and rejects " + rejectedPerIn
                    + " for each record, in " + microsPerRecord + " microseconds");
        }
    }

    StepProfile timed(double micros) {
        return new StepProfile(outPerIn, rejectedPerIn, rejectingChunks, micros, true);
    }

    StepProfile emitting(double ratio) {
        return new StepProfile(ratio, rejectedPerIn, rejectingChunks, microsPerRecord, timed);
    }
}
