package io.quadrille.events.deployment;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting of an entry point: an environment variable, or where that is missing a parameter of AWS Systems Manager
 * under the {@linkplain Deployment#parameter deployment's path}. None is secret.
 */
public enum Setting {
    /** The deployment's name, such as customers-prod. Always in the environment. */
    DEPLOYMENT,
    /** The step that a step function or worker does the work of. Always in the environment. */
    STEP,
    /** The bucket of claim checks and dead messages. */
    BLOBS_BUCKET,
    /** The bucket that files are dropped in. */
    LANDING_BUCKET,
    /** What the keys of dropped files begin with; {@code landing/} unless set. */
    LANDING_PREFIX("landing/"),
    /** What the keys of dropped files end with, separated by commas; {@code .csv,.csv.gz} unless set. */
    LANDING_SUFFIXES(".csv,.csv.gz"),
    /** The largest event that carries its own data, in bytes; 262144 unless set. */
    MAX_EVENT_BYTES("262144"),
    /** The most writes to a table at a time, per instance; 16 unless set. */
    TABLE_CONCURRENCY("16"),
    /** The most batches that one worker handles at a time; the step's concurrency unless the environment says. */
    WORKER_CONCURRENCY,
    /** Objects of more bytes are read by a Fargate task; 67108864 unless set. */
    TASK_FROM_BYTES("67108864"),
    /** The ECS cluster of extract tasks. */
    CLUSTER,
    /** The task definition of extract tasks, by family or ARN. */
    TASK_DEFINITION,
    /** The subnets of extract tasks, separated by commas. */
    SUBNETS,
    /** The security groups of extract tasks, separated by commas. */
    SECURITY_GROUPS,
    /** How long a run may be without progress before it counts as stalled, in ISO 8601; PT30M unless set. */
    STALLED_AFTER("PT30M"),
    /** The run that an extract task reads, as {@code run/attempt}. Always in the environment. */
    RUN;

    private final @Nullable String unlessSet;

    Setting() {
        this(null);
    }

    Setting(@Nullable String unlessSet) {
        this.unlessSet = unlessSet;
    }

    /** Its value where it is set nowhere; empty if it must be set. */
    public Optional<String> unlessSet() {
        return Optional.ofNullable(unlessSet);
    }

    /** The environment variable. */
    public String variable() {
        return "QUADRILLE_" + name();
    }

    /** The last part of the parameter's name. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
