package io.quadrille.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A kind of adversity. Each is one that EventBridge, SQS, S3, DynamoDB, KMS, Lambda or ECS permit. */
public enum Fault {
    /** A call to a port fails, and nothing was done. */
    BEFORE,
    /** A call to a port fails, but it was done: the unknown commit. */
    AFTER,
    /** Some entries of a PutEvents call are refused. */
    PARTIAL_PUT,
    /** Some records of a write are stored, then the call fails. */
    PARTIAL_WRITE,
    /** Some messages of a batch that was handled come again. */
    PARTIAL_BATCH,
    /** For some seconds every call to a port is refused. */
    THROTTLE,
    /** A handler is cut off at its k-th call to a port. */
    TIMEOUT,
    /** A worker dies with all that it has in hand, and another takes its place. */
    CRASH,
    /** An event is delivered twice. */
    DUPLICATE,
    /** An event is delivered late. */
    DELAY,
    /** What is due at once runs in any order. */
    REORDER,
    /** A call to a port takes a while, and others work meanwhile. */
    PAUSE,
    /** A call takes so long that the visibility time passes, and a successor overlaps. */
    ZOMBIE,
    /** A message is never handled, until its queue gives it up. */
    EXHAUST,
    /** The events of an earlier run come again while a later one is under way. */
    OLD_RUN,
    /** Events come again from the archive, out of order. */
    ARCHIVE,
    /** A notification of S3 comes twice, or late. */
    NOTIFICATION,
    /** The task that extracts a file is killed in the middle, and two take its place. */
    RELAUNCH,
    /** A newer version of the file is dropped while the older one is under way. */
    NEW_VERSION,
    /** The clocks of the workers differ by minutes. */
    SKEW,
    /** The key service does not answer for minutes. */
    KEY_OUTAGE,
    /** A claim check is not to be seen yet. */
    LATE_CLAIM,
    /** A claim check is gone for good. */
    GONE_CLAIM,
    /** The watchdog looks far too early. */
    WATCHDOG,
    /** Dead letters are sent again in the middle of it all. */
    REDRIVE,
    /** Rejects are sent again in the middle of it all. */
    RETRY,
    /** A step refuses records that it should take, until a better one is deployed and they are sent again. */
    BAD_DEPLOY;

    /** As options and reports have it: lower case, with hyphens. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException listing the faults there are */
    public static Fault parse(String text) {
        return Arrays.stream(values())
                .filter(fault -> fault.text().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no fault; name some of "
                        + Arrays.stream(values()).map(Fault::text).collect(Collectors.joining(", "))));
    }
}
