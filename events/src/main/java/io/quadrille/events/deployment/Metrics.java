package io.quadrille.events.deployment;

/**
 * The CloudWatch metrics that entry points write and alarms and dashboard read. A metric of a step has the dimensions
 * {@link #DEPLOYMENT} and {@link #STEP}, one of a deployment {@link #DEPLOYMENT} alone.
 */
public final class Metrics {
    public static final String NAMESPACE = "Quadrille";

    /** A deployment's name, such as customers-prod. */
    public static final String DEPLOYMENT = "deployment";

    public static final String STEP = "step";

    /** Of a step: records consumed; of an extract, read. */
    public static final String RECORDS_IN = "RecordsIn";

    /** Of a step: records emitted or loaded. */
    public static final String RECORDS_OUT = "RecordsOut";

    public static final String RECORDS_REJECTED = "RecordsRejected";

    /** Of a step: milliseconds spent on a chunk's records themselves. */
    public static final String WORK_MILLIS = "WorkMillis";

    /** Of a step: milliseconds spent on a chunk in all, with stores and bus: each chunk a value, as of the one above. */
    public static final String TOTAL_MILLIS = "TotalMillis";

    /** Of a step: 1 at the end of each batch, also of one without messages; of other entry points by their name. */
    public static final String HEARTBEAT = "Heartbeat";

    /** Of a deployment: runs that the watchdog found without progress. */
    public static final String STALLED_RUNS = "StalledRuns";

    private Metrics() {}
}
