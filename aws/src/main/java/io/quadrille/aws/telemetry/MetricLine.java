package io.quadrille.aws.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.deployment.Metrics;
import java.time.Instant;
import java.util.List;

/**
 * A line that CloudWatch Logs turns into metrics: one JSON object in the Embedded Metric Format ("Specification:
 * Embedded metric format" in the Amazon CloudWatch user guide). Not thread safe.
 *
 * <p>The format is written here, not by powertools-metrics: that brings a second JSON module and 1.9 MB more, keeps one
 * metrics object per thread for one invocation each, and outside Lambda, on Fargate, looks for a CloudWatch agent
 * rather than print.
 *
 * <pre>{@code
 * String line = MetricLine.of(deployment, clock.instant()).count(Metrics.STALLED_RUNS, 2).toString();
 * }</pre>
 */
public final class MetricLine {
    /** The most values of one metric in a line. */
    static final int MOST_VALUES = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode line = JSON.createObjectNode();
    private final ArrayNode dimensions;
    private final ArrayNode metrics;

    private MetricLine(Instant at) {
        ObjectNode aws = line.putObject("_aws");
        aws.put("Timestamp", at.toEpochMilli());
        ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject();
        directive.put("Namespace", Metrics.NAMESPACE);
        dimensions = directive.putArray("Dimensions").addArray();
        metrics = directive.putArray("Metrics");
    }

    /** A line about a deployment as a whole. */
    public static MetricLine of(String deployment, Instant at) {
        return new MetricLine(at).dimension(Metrics.DEPLOYMENT, deployment);
    }

    /** A line about one step or entry point of a deployment. */
    public static MetricLine of(String deployment, String step, Instant at) {
        return of(deployment, at).dimension(Metrics.STEP, step);
    }

    private MetricLine dimension(String name, String value) {
        dimensions.add(name);
        line.put(name, value);
        return this;
    }

    public MetricLine count(String name, long value) {
        declare(name, "Count");
        line.put(name, value);
        return this;
    }

    /** @param values of the metric, at most 100: CloudWatch takes each for itself */
    MetricLine millis(String name, List<Double> values) {
        declare(name, "Milliseconds");
        ArrayNode array = line.putArray(name);
        values.forEach(array::add);
        return this;
    }

    private void declare(String name, String unit) {
        metrics.addObject().put("Name", name).put("Unit", unit);
    }

    /** Something to search for that is no dimension: each value of one would be a metric of its own, and billed. */
    MetricLine property(String name, String value) {
        line.put(name, value);
        return this;
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
