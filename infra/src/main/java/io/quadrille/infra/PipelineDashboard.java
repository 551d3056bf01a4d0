package io.quadrille.infra;

import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.constructs.Construct;

/** A pipeline at a glance: a row for each step, in the order of the flow. */
final class PipelineDashboard extends Construct {
    private static final Duration PERIOD = Duration.minutes(1);
    private static final int WIDTH = 24;
    private static final int HEIGHT = 5;

    private final Deployment deployment;
    private final Dashboard dashboard;

    PipelineDashboard(Construct scope, Blueprint blueprint) {
        super(scope, "Dashboard");
        deployment = blueprint.deployment();
        dashboard = Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(deployment.name())
                .build();
    }

    /**
     * Adds a row.
     *
     * @param step a step of the pipeline, or another entry point with a queue
     * @param queue null for the extract, which has none
     * @param function null for what is not on Lambda
     */
    void row(String step, @Nullable BufferQueue queue, @Nullable EntryFunction function) {
        List<GraphWidget.Builder> graphs = new ArrayList<>();
        graphs.add(graph(
                "Records",
                List.of(
                        records(step, Metrics.RECORDS_IN),
                        records(step, Metrics.RECORDS_OUT),
                        records(step, Metrics.RECORDS_REJECTED))));
        graphs.add(graph(
                "Milliseconds a chunk: work, and with stores and bus",
                List.of(metric(step, Metrics.WORK_MILLIS, "p90"), metric(step, Metrics.TOTAL_MILLIS, "p90"))));
        if (queue != null) {
            graphs.add(graph(
                            "Waiting",
                            List.of(
                                    queue.queue().metricApproximateNumberOfMessagesVisible(options("Maximum")),
                                    queue.queue().metricApproximateNumberOfMessagesNotVisible(options("Maximum")),
                                    queue.deadLetters()
                                            .queue()
                                            .metricApproximateNumberOfMessagesVisible(options("Maximum"))))
                    .right(List.of(queue.queue().metricApproximateAgeOfOldestMessage(options("Maximum")))));
        }
        if (function != null) {
            graphs.add(graph("Function", List.of(function.function().metricDuration(options("p90"))))
                    .right(List.of(
                            function.function().metricErrors(options("Sum")),
                            function.function().metricThrottles(options("Sum")))));
        } else {
            graphs.add(graph("Alive", List.of(metric(step, Metrics.HEARTBEAT, "SampleCount"))));
        }
        dashboard.addWidgets(TextWidget.Builder.create()
                .markdown("## " + step)
                .width(WIDTH)
                .height(1)
                .build());
        dashboard.addWidgets(graphs.stream()
                .map(graph -> (IWidget)
                        graph.width(WIDTH / graphs.size()).height(HEIGHT).build())
                .toArray(IWidget[]::new));
    }

    private static GraphWidget.Builder graph(String title, List<? extends IMetric> left) {
        return GraphWidget.Builder.create().title(title).left(left);
    }

    private Metric records(String step, String name) {
        return metric(step, name, "Sum");
    }

    private Metric metric(String step, String name, String statistic) {
        Map<String, String> dimensions = new TreeMap<>();
        dimensions.put(Metrics.DEPLOYMENT, deployment.name());
        dimensions.put(Metrics.STEP, step);
        return Metric.Builder.create()
                .namespace(Metrics.NAMESPACE)
                .metricName(name)
                .dimensionsMap(dimensions)
                .period(PERIOD)
                .statistic(statistic)
                .build();
    }

    private static MetricOptions options(String statistic) {
        return MetricOptions.builder().period(PERIOD).statistic(statistic).build();
    }
}
