package io.quadrille.aws.telemetry;

import io.quadrille.events.deployment.Metrics;
import io.quadrille.handlers.ports.StepMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What steps did, as metric lines: one for each batch, with the runs it was about as its {@code run}. Counts are sums
 * over the batch; {@code WorkMillis} (on the records alone) and {@code TotalMillis} (with stores and bus) are those of
 * each chunk. Thread safe.
 */
public final class StepMetrics implements StepMeter {
    private final String deployment;
    private final String name;
    private final InstantSource clock;
    private final Consumer<String> out;
    private Map<String, Sums> open = new LinkedHashMap<>();

    private static final class Sums {
        private final Set<String> runs = new LinkedHashSet<>();
        private final List<Double> working = new ArrayList<>();
        private final List<Double> total = new ArrayList<>();
        private long in;
        private long out;
        private long rejected;
    }

    /**
     * Metrics of one process.
     *
     * @param name whose heart beats: the step's, or the entry point's where it serves none
     * @param out takes each line, from several threads
     */
    public StepMetrics(String deployment, String name, InstantSource clock, Consumer<String> out) {
        this.deployment = deployment;
        this.name = name;
        this.clock = clock;
        this.out = out;
    }

    /** Metrics on the standard output, where Lambda and ECS take lines for CloudWatch Logs. */
    public static StepMetrics printed(String deployment, String name) {
        return new StepMetrics(deployment, name, InstantSource.system(), System.out::println);
    }

    @Override
    public void measure(Work work) {
        Sums full = null;
        synchronized (this) {
            Sums sums = open.computeIfAbsent(work.step(), step -> new Sums());
            sums.runs.add(work.run().toString());
            sums.working.add(millis(work.working()));
            sums.total.add(millis(work.total()));
            sums.in += work.in();
            sums.out += work.out();
            sums.rejected += work.rejected();
            if (sums.total.size() == MetricLine.MOST_VALUES) {
                full = open.remove(work.step());
            }
        }
        if (full != null) {
            out.accept(records(line(work.step()), full).toString());
        }
    }

    /** Ends a batch: says what was done in it, and that whoever did it is alive. */
    public void flush() {
        Map<String, Sums> done;
        synchronized (this) {
            done = open;
            open = new LinkedHashMap<>();
        }
        Sums own = done.remove(name);
        MetricLine alive = line(name).count(Metrics.HEARTBEAT, 1);
        out.accept((own == null ? alive : records(alive, own)).toString());
        done.forEach((step, sums) -> out.accept(records(line(step), sums).toString()));
    }

    /** A metric of the deployment as a whole, said at once. */
    public void count(String metric, long value) {
        out.accept(
                MetricLine.of(deployment, clock.instant()).count(metric, value).toString());
    }

    private MetricLine line(String step) {
        return MetricLine.of(deployment, step, clock.instant());
    }

    private static MetricLine records(MetricLine line, Sums sums) {
        return line.count(Metrics.RECORDS_IN, sums.in)
                .count(Metrics.RECORDS_OUT, sums.out)
                .count(Metrics.RECORDS_REJECTED, sums.rejected)
                .millis(Metrics.WORK_MILLIS, sums.working)
                .millis(Metrics.TOTAL_MILLIS, sums.total)
                .property("run", String.join(",", sums.runs));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1000 / 1000.0;
    }
}
