package io.quadrille.aws.task;

import io.quadrille.aws.StopSignal;
import io.quadrille.aws.arrival.Arrivals;
import io.quadrille.aws.sqs.QueueUrls;
import io.quadrille.aws.sqs.SqsPoller;
import io.quadrille.aws.sqs.SqsQueue;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.aws.task.Workers.PolledQueue;
import io.quadrille.aws.telemetry.LogMarks;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.engine.DeadLetterRecorder;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.runtime.PipelineRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A deployment's queues, each with its consumer, to be polled by {@link Workers}. Thread safe. */
public final class PipelineQueues {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineQueues.class);
    /** Less than the 30 seconds that ECS leaves after SIGTERM: a poll that waits is part of what is in hand. */
    private static final Duration LONG_POLL = Duration.ofSeconds(10);
    /** An object takes long; it stays hidden while it is extracted. */
    private static final StepSettings ONE_BY_ONE = new StepSettings(2, 1, 0, Duration.ofMinutes(2));

    private final AwsPipeline pipeline;
    private final PipelineRuntime runtime;
    private final Scheduler scheduler;
    private final QueueUrls urls;
    private final Duration longPoll;
    private final Runnable afterBatch;

    /** @param scheduler keeps messages hidden while they are handled: its threads are not those that handle them */
    public PipelineQueues(AwsPipeline pipeline, Scheduler scheduler) {
        this(pipeline, scheduler, LONG_POLL, () -> {});
    }

    PipelineQueues(AwsPipeline pipeline, Scheduler scheduler, Duration longPoll, Runnable afterBatch) {
        this.pipeline = pipeline;
        this.runtime = pipeline.runtime();
        this.scheduler = scheduler;
        this.urls = new QueueUrls(() -> pipeline.clients().sqs());
        this.longPoll = longPoll;
        this.afterBatch = afterBatch;
    }

    /** The same queues; the action, such as the flush of metrics, follows each batch, on several threads. */
    public PipelineQueues afterEachBatch(Runnable action) {
        return new PipelineQueues(pipeline, scheduler, longPoll, action);
    }

    /**
     * The queue of a step.
     *
     * @throws IllegalArgumentException naming the steps there are
     * @throws io.quadrille.aws.NotSetUp if the queue or its dead-letter queue is missing
     */
    public PolledQueue step(String name) {
        return queue(name, runtime.pipeline().requireStep(name).settings(), runtime.step(name));
    }

    /** The queue of the observer. */
    public PolledQueue observer() {
        return queue(Rule.OBSERVER, StepSettings.DEFAULT, runtime.observer());
    }

    /** The queue of the observer. @param news is told how a run stands at its start and its end, maybe several times */
    public PolledQueue observer(Consumer<RunReport> news) {
        return queue(
                Rule.OBSERVER,
                StepSettings.DEFAULT,
                new RunNews(runtime.observer(), runtime.queries()::find, runtime.backOff(), news));
    }

    /** The queue that dropped objects are told in. @param stop ends an extract between two chunks */
    public PolledQueue arrivals(Arrivals arrivals, StopSignal stop) {
        return queue(EntryPoint.ARRIVAL.entryName(), ONE_BY_ONE, arrivals.consumer(stop));
    }

    /** The dead letters of a step, which become events. */
    public PolledQueue deadLetters(String step) {
        DeadLetterRecorder recorder = runtime.deadLetters();
        return deadLetters(step, (letter, reason) -> {
            try {
                recorder.record(step, letter, reason);
                return new Delivery.Done();
            } catch (RetryableFailure e) {
                return new Delivery.Retry(runtime.backOff().after(1), String.valueOf(e.getMessage()));
            }
        });
    }

    /** The observer's dead letters, which are given to the ledger once more: they are no records' fate. */
    public PolledQueue observerDeadLetters() {
        Delivery.Consumer observer = runtime.observer();
        return deadLetters(Rule.OBSERVER, (letter, reason) -> {
            Delivery.Disposition again = observer.handle(List.of(letter)).get(0);
            if (again instanceof Delivery.Dead dead) {
                LOG.error("an event of {} bytes cannot be recorded: {}", letter.body().length, dead.reason());
                return new Delivery.Done();
            }
            return again;
        });
    }

    private PolledQueue deadLetters(String target, SqsPoller.DeadLetterConsumer consumer) {
        String name = pipeline.deployment().deadLetterQueue(target);
        String url = urls.require(name);
        SqsQueue queue =
                new SqsQueue(url, url, StepSettings.DEFAULT.batch(), longPoll, StepSettings.DEFAULT.visibility());
        SqsPoller poller = SqsPoller.ofDeadLetters(pipeline.clients().sqs(), queue, consumer, scheduler);
        return new PolledQueue(name, poller, 1);
    }

    private PolledQueue queue(String target, StepSettings settings, Delivery.Consumer consumer) {
        String name = pipeline.deployment().queue(target);
        SqsQueue queue = new SqsQueue(
                urls.require(name),
                urls.require(pipeline.deployment().deadLetterQueue(target)),
                settings.batch(),
                longPoll,
                settings.visibility());
        Delivery.Consumer followed = batch -> {
            LogMarks.set(pipeline.deployment(), target, null); // on each thread that polls
            try {
                return consumer.handle(batch);
            } finally {
                afterBatch.run();
                LogMarks.clear();
            }
        };
        return new PolledQueue(
                name, new SqsPoller(pipeline.clients().sqs(), queue, followed, scheduler), settings.concurrency());
    }
}
