package io.quadrille.forecast;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.forecast.Forecast.Outlook;
import java.util.Set;

/**
 * Makes forecasts from definitions. Immutable.
 *
 * <pre>{@code
 * Forecaster forecaster = Forecaster.in("us-east-1");
 * Design design = forecaster.design(CUSTOMERS, Compute.PROD, Set.of());
 * Forecast forecast = forecaster.of(design, new Workload(1_000_000, 126), forecaster.assumed(CUSTOMERS));
 * Advice advice = forecaster.within(Duration.ofMinutes(3), forecast);
 * }</pre>
 */
public final class Forecaster {
    private final PaceCount.Figures figures;

    private Forecaster(PaceCount.Figures figures) {
        this.figures = figures;
    }

    /** With the figures that come with this version. @throws IllegalArgumentException naming the regions there are */
    public static Forecaster in(String region) {
        Quotas quotas = Quotas.bundled();
        return new Forecaster(
                new PaceCount.Figures(Prices.bundled(), quotas, quotas.in(region), Assumptions.bundled()));
    }

    /** A new deployment of the definition. @throws IllegalArgumentException if a worker is no step with a queue */
    public Design design(Pipeline pipeline, Compute compute, Set<String> workers) {
        return Design.of(pipeline, compute, workers, figures.quotas());
    }

    /** The profile of a pipeline of which nothing is known. */
    public Profile assumed(Pipeline pipeline) {
        return Profile.assumed(pipeline, figures.assumptions());
    }

    public Prices prices() {
        return figures.prices();
    }

    public Quotas quotas() {
        return figures.quotas();
    }

    /** @param profile with every step of the design's pipeline */
    public Forecast of(Design design, Workload workload, Profile profile) {
        return new Forecast(
                workload,
                profile,
                ours(design, workload, profile),
                outlook(design, workload, profile, TrafficCount.ofRows(design, workload, profile)));
    }

    /** What to change so that a run takes no longer. */
    public Advice within(java.time.Duration deadline, Forecast forecast) {
        return new Adviser(this, forecast, deadline).advice();
    }

    Outlook ours(Design design, Workload workload, Profile profile) {
        return outlook(design, workload, profile, TrafficCount.of(design, workload, profile));
    }

    private Outlook outlook(Design design, Workload workload, Profile profile, Traffic traffic) {
        PaceCount times = new PaceCount(design, workload, profile, traffic, figures);
        Pace pace = times.pace();
        return new Outlook(design, traffic, pace, new BillCount(design, traffic, times, pace, figures).bill());
    }
}
