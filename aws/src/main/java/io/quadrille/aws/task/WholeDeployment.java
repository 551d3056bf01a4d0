package io.quadrille.aws.task;

import io.quadrille.aws.StopSignal;
import io.quadrille.aws.arrival.Arrivals;
import io.quadrille.aws.arrival.LandingSweep;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.aws.task.Workers.PolledQueue;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.Step;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.engine.Unspoken;
import io.quadrille.handlers.ports.PermanentFailure;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.observer.Watchdog;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.runtime.ThreadScheduler;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a deployment does, or one part of it, in one process: steps, arrivals, observer and dead letters from their
 * queues, and the watchdog from time to time. Every object is extracted in place. For development; few threads, so that
 * an endpoint on the same machine is left some of it. Thread safe.
 */
public final class WholeDeployment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WholeDeployment.class);
    /** How long a poll waits, and with it at most the end of an idle process. */
    private static final Duration LONG_POLL = Duration.ofSeconds(2);

    /** Of a single pass: the shortest wait that asks all of SQS's servers ("short and long polling"). */
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_DEAD_LETTERS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(1);
    private static final int HIDING_THREADS = 2;
    private static final int MOST_THREADS = 2;

    private final AwsPipeline pipeline;
    private final Consumer<RunReport> news;
    private final ThreadScheduler scheduler = new ThreadScheduler(HIDING_THREADS);
    private final PipelineQueues queues;
    private final PipelineQueues queuesOnce;
    private final PipelineQueues queuesAtOnce;

    public WholeDeployment(AwsPipeline pipeline) {
        this(pipeline, report -> {});
    }

    /** @param news is told how a run stands at its start and its end, on any thread, maybe several times */
    public WholeDeployment(AwsPipeline pipeline, Consumer<RunReport> news) {
        this.pipeline = pipeline;
        this.news = news;
        this.queues = new PipelineQueues(pipeline, scheduler, LONG_POLL, () -> {});
        this.queuesOnce = new PipelineQueues(pipeline, scheduler, SHORTEST_POLL, () -> {});
        this.queuesAtOnce = new PipelineQueues(pipeline, scheduler, Duration.ZERO, () -> {});
    }

    /** What {@link #work} can be told to do: the steps that have a queue, then the observer, arrivals and dead letters. */
    public static List<String> parts(Pipeline pipeline) {
        List<String> parts = new ArrayList<>(steps(pipeline));
        parts.add(Rule.OBSERVER);
        parts.add(EntryPoint.ARRIVAL.entryName());
        parts.add(EntryPoint.DEAD_LETTERS.entryName());
        return List.copyOf(parts);
    }

    private static List<String> steps(Pipeline pipeline) {
        return pipeline.steps().stream()
                .filter(step -> step.consumes().isPresent())
                .map(Step::name)
                .toList();
    }

    /**
     * Does all of it until it is to stop, and then ends what it has in hand.
     *
     * @throws io.quadrille.aws.NotSetUp if a queue or a setting is missing
     * @throws RetryableFailure if the endpoint does not answer at once
     */
    public void runForever(StopSignal stop) {
        List<PolledQueue> polled = new ArrayList<>();
        for (String part : parts(pipeline.runtime().pipeline())) {
            if (!part.equals(EntryPoint.DEAD_LETTERS.entryName())) {
                polled.addAll(queuesOf(queues, part, stop));
            }
        }
        repeat("dead letters", BETWEEN_DEAD_LETTERS, stop, takingDeadLetters());
        repeat("the watchdog", BETWEEN_CHECKS, stop, checking());
        new Workers(polled, pauses()).runForever(stop);
    }

    /** Does one part until it is to stop. @param part one of {@link #parts} */
    public void runForever(String part, StopSignal stop) {
        new Workers(queuesOf(queues, part, stop), pauses()).runForever(stop);
    }

    /**
     * Does what one part finds to do now.
     *
     * @param part one of {@link #parts}
     * @return how many messages were handled
     */
    public int runOnce(String part, StopSignal stop) {
        return new Workers(queuesOf(queuesOnce, part, stop), pauses()).runOnce(stop);
    }

    private List<PolledQueue> queuesOf(PipelineQueues from, String part, StopSignal stop) {
        if (part.equals(Rule.OBSERVER)) {
            return List.of(few(from.observer(news)));
        } else if (part.equals(EntryPoint.ARRIVAL.entryName())) {
            return List.of(few(from.arrivals(Arrivals.of(pipeline, Arrivals.Placement.IN_PLACE), stop)));
        } else if (part.equals(EntryPoint.DEAD_LETTERS.entryName())) {
            return deadLetters(from);
        }
        return List.of(few(from.step(part)));
    }

    private List<PolledQueue> deadLetters(PipelineQueues from) {
        List<PolledQueue> dead = new ArrayList<>();
        steps(pipeline.runtime().pipeline()).forEach(step -> dead.add(from.deadLetters(step)));
        dead.add(from.observerDeadLetters());
        return dead;
    }

    private static PolledQueue few(PolledQueue queue) {
        return new PolledQueue(queue.name(), queue.poller(), Math.min(MOST_THREADS, queue.threads()));
    }

    private Runnable takingDeadLetters() {
        List<PolledQueue> dead = deadLetters(queuesAtOnce);
        return () -> dead.forEach(queue -> {
            while (queue.poller().pollOnce() > 0) {
                LOG.info("dead letters of queue '{}' were taken up", queue.name());
            }
        });
    }

    private Runnable checking() {
        Watchdog watchdog = pipeline.runtime().watchdog(pipeline.settings().requireDuration(Setting.STALLED_AFTER));
        LandingSweep sweep = LandingSweep.of(pipeline);
        return () -> {
            watchdog.check();
            sweep.sweep();
        };
    }

    private void repeat(String what, Duration pause, StopSignal stop, Runnable work) {
        scheduler.schedule(pause, () -> {
            if (stop.isAsked()) {
                return;
            }
            try {
                work.run();
            } catch (PermanentFailure | RetryableFailure e) {
                LOG.warn("{}: {}", what, e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("{} failed", what, Unspoken.of(e));
            }
            repeat(what, pause, stop, work);
        });
    }

    private static BackOff pauses() {
        return new BackOff(Duration.ofSeconds(1), LONGEST_PAUSE, new SecureRandom());
    }

    /** Ends its threads; the pipeline is whose it was. */
    @Override
    public void close() {
        scheduler.close();
    }
}
