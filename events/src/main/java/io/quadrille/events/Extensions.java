package io.quadrille.events;

/**
 * The names of our CloudEvents extension attributes: lower-case letters and digits, at most 20 characters (CloudEvents
 * 1.0, naming conventions). Rules and the observer need nothing but these.
 */
public final class Extensions {
    /** The kind of fact, such as {@code records-loaded}. */
    public static final String FACT = "fact";

    public static final String RUN = "run";
    public static final String ATTEMPT = "attempt";
    public static final String STEP = "step";
    public static final String CHUNK = "chunk";
    public static final String RECORDS_IN = "recordsin";
    public static final String RECORDS_OUT = "recordsout";
    public static final String EXPANDED = "expanded";
    public static final String REJECTED = "rejected";
    public static final String FILTERED = "filtered";
    public static final String LOADED = "loaded";
    /** Decimal text: a line can lie beyond a CloudEvents Integer's 32 bits; so can the next four. */
    public static final String FIRST_LINE = "firstline";

    public static final String LAST_LINE = "lastline";
    public static final String WAIT_MICROS = "waitmicros";
    public static final String WORK_MICROS = "workmicros";
    /** The length of {@code data} in bytes, also where {@code dataref} stands for it. */
    public static final String DATA_LENGTH = "datalength";
    /** Hex SHA-256 of {@code data}. */
    public static final String DATA_HASH = "datahash";
    /** Hex SHA-256 of the data consumed. */
    public static final String CAUSE_HASH = "causehash";
    /** The id of the event consumed. */
    public static final String CAUSE = "cause";
    /** Where the data lies when it is too large for an event (CloudEvents claim-check extension). */
    public static final String DATA_REF = "dataref";
    /** The run's data key, wrapped, base64. */
    public static final String DATA_KEY = "datakey";
    /** The source version's time, ISO 8601: the first part of every row's version. */
    public static final String SOURCE_TIME = "sourcetime";
    /** The S3 notification's sequencer: the second part of every row's version. */
    public static final String SEQUENCER = "sequencer";
    /**
     * Of what a retry sends: the step that rejected the records. Only the sinks that it feeds are owed them; a step that
     * leads to none of them acknowledges without counting.
     */
    public static final String OWED = "owed";
    /** Of a dead letter that is sent again: the one step that takes it. */
    public static final String REDRIVE_TO = "redriveto";
    /** Of a dead letter that is sent again: the amendment's number. */
    public static final String REDRIVE = "redrive";
    /** W3C trace context (CloudEvents distributed-tracing extension). */
    public static final String TRACE_PARENT = "traceparent";

    private Extensions() {}
}
