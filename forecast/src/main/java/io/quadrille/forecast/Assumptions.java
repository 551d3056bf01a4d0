package io.quadrille.forecast;

/**
 * What nobody has measured for this run: how long the calls of a service take. In milliseconds unless the name says
 * otherwise.
 *
 * @param source what they stand on
 * @param stepMicrosPerRecord a step's own work on a record with one whole CPU, where it was not measured
 * @param invocationMillis what an invocation takes beside its work
 * @param hopSeconds from the publication of an event to the start of the work on it
 * @param logBytesPerInvocation its metrics and Lambda's own lines
 */
public record Assumptions(
        String source,
        double stepMicrosPerRecord,
        double putEventsMillis,
        double putItemMillis,
        double updateItemMillis,
        double getItemMillis,
        double blobPutMillis,
        double blobGetMillis,
        double invocationMillis,
        double functionStartSeconds,
        double taskStartSeconds,
        double hopSeconds,
        double logBytesPerInvocation) {
    /** Those that come with this version. */
    public static Assumptions bundled() {
        return DataFile.read("assumptions.json", Assumptions.class);
    }
}
