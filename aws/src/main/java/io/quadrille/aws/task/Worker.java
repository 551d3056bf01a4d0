package io.quadrille.aws.task;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.Entry;
import io.quadrille.aws.task.Workers.PolledQueue;
import io.quadrille.aws.telemetry.LogMarks;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.runtime.ThreadScheduler;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that does one step's work, on Fargate or a laptop; the environment says which step of which deployment. Told
 * to stop, it receives no more, handles what it has in hand and exits with 0.
 */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    /** Messages are kept hidden by calls that take milliseconds. */
    private static final int HIDING_THREADS = 2;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private Worker() {}

    public static void main(String[] args) {
        Termination.run(stop -> work(System.getenv(), stop));
    }

    private static int work(Map<String, String> environment, StopSignal stop) {
        try (AwsClients aws = AwsClients.fromEnvironment(environment);
                ThreadScheduler hiding = new ThreadScheduler(HIDING_THREADS)) {
            Entry entry = Entry.of(EntryPoint.WORKER, environment, aws);
            LogMarks.set(entry.pipeline().deployment(), entry.name(), null);
            try {
                PolledQueue queue = bounded(
                        new PipelineQueues(entry.pipeline(), hiding)
                                .afterEachBatch(entry.metrics()::flush)
                                .step(entry.name()),
                        environment,
                        entry.pipeline().settings());
                LOG.info("polling queue '{}' on {} threads", queue.name(), queue.threads());
                new Workers(List.of(queue), pauses()).runForever(stop);
                LOG.info("drained");
                return ExitCode.DONE;
            } finally {
                entry.metrics().flush();
                entry.pipeline().close();
            }
        }
    }

    /** With as many threads as the environment says, if it does: several workers share the step's concurrency. */
    private static PolledQueue bounded(PolledQueue queue, Map<String, String> environment, Settings settings) {
        return environment.containsKey(Setting.WORKER_CONCURRENCY.variable())
                ? new PolledQueue(
                        queue.name(),
                        queue.poller(),
                        Math.toIntExact(
                                Math.min(Workers.MOST_THREADS, settings.requireNumber(Setting.WORKER_CONCURRENCY))))
                : queue;
    }

    private static BackOff pauses() {
        return new BackOff(Duration.ofSeconds(1), LONGEST_PAUSE, new SecureRandom());
    }
}
