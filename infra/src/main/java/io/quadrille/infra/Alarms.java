package io.quadrille.infra;

import io.quadrille.events.deployment.Metrics;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What somebody should look at, told to the topic of failures. */
final class Alarms extends Construct {
    private static final Duration PERIOD = Duration.minutes(5);

    /** Half a run's patience: a queue that old says why, before the watchdog says that. */
    private static final Duration OLD = Duration.minutes(15);

    private final Topic topic;

    Alarms(Construct scope, Topic topic) {
        super(scope, "Alarms");
        this.topic = topic;
    }

    void queue(BufferQueue buffer) {
        alarm(
                buffer.target() + "-age",
                "The oldest message of queue " + buffer.target() + " waits for more than " + OLD.toMinutes()
                        + " minutes: the step is stuck, or needs more concurrency",
                buffer.queue().metricApproximateAgeOfOldestMessage(options("Maximum")),
                OLD.toSeconds().longValue());
        deadLetters(buffer.target() + "-dlq", buffer.deadLetters().queue());
        deadLetters(buffer.target() + "-rule-dlq", buffer.undelivered().queue());
    }

    void deadLetters(String id, Queue queue) {
        alarm(
                id + "-depth",
                "Dead letters in " + id + ": see why with quadrille show, mend it, then redrive",
                queue.metricApproximateNumberOfMessagesVisible(options("Maximum")),
                0);
    }

    void function(String id, EntryFunction entry) {
        alarm(
                id + "-errors",
                "Invocations of " + id + " fail: see its log",
                entry.function().metricErrors(options("Sum")),
                0);
        alarm(
                id + "-throttles",
                "Invocations of " + id + " are throttled: the account has no concurrency left for it",
                entry.function().metricThrottles(options("Sum")),
                0);
    }

    void table(String id, Table table) {
        for (String event : new String[] {"ReadThrottleEvents", "WriteThrottleEvents"}) {
            alarm(
                    id + "-" + event,
                    "DynamoDB throttles table " + id + ": a hot key, or more load than it has grown for",
                    table.metric(event, options("Sum")),
                    0);
        }
    }

    void stalledRuns(String deployment) {
        alarm(
                "stalled-runs",
                "Runs without progress: quadrille runs names them, and what they wait for",
                Metric.Builder.create()
                        .namespace(Metrics.NAMESPACE)
                        .metricName(Metrics.STALLED_RUNS)
                        .dimensionsMap(Map.of(Metrics.DEPLOYMENT, deployment))
                        .period(PERIOD)
                        .statistic("Maximum")
                        .build(),
                0);
    }

    private static MetricOptions options(String statistic) {
        return MetricOptions.builder().period(PERIOD).statistic(statistic).build();
    }

    private void alarm(String id, String description, IMetric metric, long above) {
        Alarm alarm = Alarm.Builder.create(this, id)
                .alarmDescription(description)
                .metric(metric)
                .threshold(above)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(new SnsAction(topic));
    }
}
