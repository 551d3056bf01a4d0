package io.quadrille.infra;

import io.quadrille.events.deployment.Retention;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * How large and how guarded a deployment is. Sizes change no pipeline: the same definition stands in each.
 *
 * @param name as it stands in the deployment's name
 * @param logs how long logs are kept
 */
public record Size(String name, Compute compute, Retention retention, RetentionDays logs, Care care) {

    /**
     * What its entry points have.
     *
     * @param functionMegabytes a Lambda function's memory; its share of a CPU follows from it
     * @param mostConcurrency caps the concurrency of every step, from 2
     * @param workers the tasks of a step on a worker, which share the step's concurrency
     * @param taskCpu a task's CPU in 1/1024 of one, as Fargate knows them
     * @param taskMegabytes a task's memory, one that Fargate has for that CPU
     */
    public record Compute(int functionMegabytes, int mostConcurrency, int workers, int taskCpu, int taskMegabytes) {
        public Compute {
            if (mostConcurrency < 2) {
                throw new IllegalArgumentException(
                        "a concurrency of at most " + mostConcurrency + "; Lambda reads a queue with 2 or more");
            }
        }
    }

    /**
     * How it is guarded.
     *
     * @param keeps whether tables and logs outlive the stack, and the stack itself is protected
     * @param alarms whether it has alarms
     * @param canary whether a new version first gets a tenth of the traffic, and goes back if it fails
     * @param errorsOnly whether the bus logs errors alone
     */
    public record Care(boolean keeps, boolean alarms, boolean canary, boolean errorsOnly) {}

    public static final Size DEV = new Size(
            "dev",
            new Compute(512, 5, 1, 512, 1024),
            new Retention(Duration.ofDays(7)),
            RetentionDays.ONE_WEEK,
            new Care(false, false, false, false));

    public static final Size STAGING = new Size(
            "staging",
            new Compute(1024, 10, 1, 1024, 2048),
            new Retention(Duration.ofDays(14)),
            RetentionDays.TWO_WEEKS,
            new Care(false, true, false, false));

    /** 1,769 MB is where a Lambda function has one whole CPU (AWS Lambda developer guide, "Configure memory"). */
    public static final Size PROD = new Size(
            "prod",
            new Compute(1769, 1000, 2, 2048, 4096),
            Retention.DEFAULT,
            RetentionDays.THREE_MONTHS,
            new Care(true, true, true, true));

    public static final List<Size> ALL = List.of(DEV, STAGING, PROD);

    /** @throws IllegalArgumentException naming the sizes there are */
    public static Size of(String name) {
        return ALL.stream()
                .filter(size -> size.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no size '" + name + "'; there are "
                        + ALL.stream().map(Size::name).toList()));
    }

    /** What becomes of tables, keys and logs when the stack goes. Buckets are kept in any case. */
    RemovalPolicy removal() {
        return care.keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    }
}
