package io.quadrille.infra;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.deployment.Retention;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * How large and how guarded a deployment is. Sizes change no pipeline: the same definition stands in each.
 *
 * @param compute what its entry points have, and its name
 * @param logs how long logs are kept
 */
public record Size(Compute compute, Retention retention, RetentionDays logs, Care care) {

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
            Compute.DEV,
            new Retention(Duration.ofDays(7)),
            RetentionDays.ONE_WEEK,
            new Care(false, false, false, false));

    public static final Size STAGING = new Size(
            Compute.STAGING,
            new Retention(Duration.ofDays(14)),
            RetentionDays.TWO_WEEKS,
            new Care(false, true, false, false));

    public static final Size PROD =
            new Size(Compute.PROD, Retention.DEFAULT, RetentionDays.THREE_MONTHS, new Care(true, true, true, true));

    public static final List<Size> ALL = List.of(DEV, STAGING, PROD);

    /** As it stands in the deployment's name. */
    public String name() {
        return compute.size();
    }

    /** @throws IllegalArgumentException naming the sizes there are */
    public static Size of(String name) {
        return ALL.stream()
                .filter(size -> size.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no size '" + name + "'; there are "
                        + ALL.stream().map(Size::name).toList()));
    }

    /** What becomes of tables, keys and logs when the stack goes. Buckets are kept in any case. */
    RemovalPolicy removal() {
        return care.keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    }
}
