package io.quadrille.aws.arrival;

import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.ecs.EcsLauncher;
import io.quadrille.aws.ecs.TaskLauncher;
import io.quadrille.aws.s3.S3Arrival;
import io.quadrille.aws.s3.S3Sources;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.deployment.Landing;
import io.quadrille.events.deployment.Setting;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.engine.RunLog;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.runtime.PipelineRuntime;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up objects as they are dropped: a small one is extracted in place, a large one by a task. The same object may be
 * told any number of times, in any order: it is one run, and once that is extracted it is not read again. Thread safe.
 *
 * <pre>{@code
 * Arrivals arrivals = new Arrivals(runtime, new S3Sources(aws.s3()), Landing.DEFAULT, Placement.IN_PLACE);
 * Delivery.Consumer consumer = arrivals.consumer(StopSignal.whenAsked());
 * }</pre>
 */
public final class Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final PipelineRuntime runtime;
    private final S3Sources sources;
    private final Landing landing;
    private final Placement placement;
    private final ExtractState state;
    private final InPlaceExtraction inPlace;

    public Arrivals(PipelineRuntime runtime, S3Sources sources, Landing landing, Placement placement) {
        this.runtime = runtime;
        this.sources = sources;
        this.landing = landing;
        this.placement = placement;
        this.state = new ExtractState(runtime);
        this.inPlace = new InPlaceExtraction(runtime);
    }

    /**
     * The arrivals of a deployment, whose large objects go to a task.
     *
     * @throws NotSetUp naming the settings that are missing
     */
    public static Arrivals of(AwsPipeline pipeline) {
        long taskFromBytes = pipeline.settings().requireNumber(Setting.TASK_FROM_BYTES);
        return of(pipeline, new Placement(taskFromBytes, EcsLauncher.of(pipeline)));
    }

    /** The arrivals of a deployment, placed otherwise than it is deployed. */
    public static Arrivals of(AwsPipeline pipeline, Placement placement) {
        return new Arrivals(
                pipeline.runtime(),
                new S3Sources(pipeline.clients().s3()),
                LandingSettings.of(pipeline.settings()),
                placement);
    }

    /**
     * Where objects are extracted.
     *
     * @param taskFromBytes larger ones by a task
     */
    public record Placement(long taskFromBytes, TaskLauncher tasks) {
        /** All of them in place. */
        public static final Placement IN_PLACE = new Placement(Long.MAX_VALUE, (run, launch) -> {
            throw new IllegalStateException("no object is too large to be extracted in place");
        });
    }

    /** What was done with an object. */
    public enum Taken {
        /** It is not one of the landing's. */
        IGNORED,
        /** It was extracted before. */
        KNOWN,
        EXTRACTED,
        /** A task extracts it. */
        LAUNCHED,
        /** Its run failed for good, and the bus has the fact that says so. */
        FAILED,
        /** It is to be delivered again. */
        UNFINISHED
    }

    /** The consumer of the queue that S3's notifications come in. */
    public Delivery.Consumer consumer(StopSignal stop) {
        return new ArrivalConsumer(this, runtime.backOff(), stop);
    }

    /**
     * Takes up one object.
     *
     * @param stop ends an extract in place between two chunks; it is then unfinished
     * @throws RetryableFailure if a store does not answer
     * @throws NotSetUp if a resource or permission is missing; the run then says so, where the bus takes it
     */
    public Taken take(S3Arrival arrival, StopSignal stop) {
        SourceObject told = arrival.source();
        if (!landing.accepts(told.key())) {
            LOG.info("{} is ignored: not {}*{}", S3Sources.name(told), landing.prefix(), landing.suffixes());
            return Taken.IGNORED;
        }
        RunKey run = runtime.keyOf(told, false);
        RunLog.enter(run);
        try {
            return take(run, arrival, stop);
        } finally {
            RunLog.leave();
        }
    }

    private Taken take(RunKey run, S3Arrival arrival, StopSignal stop) {
        SourceObject told = arrival.source();
        if (state.isExtracted(run)) {
            LOG.info("{}: {} was extracted before", run, S3Sources.name(told));
            return Taken.KNOWN;
        }
        Registration registration;
        try {
            registration = register(run, arrival);
        } catch (IOException e) {
            return fail(run, String.valueOf(e.getMessage()), runtime.clock().instant());
        }
        LOG.info(
                "{}: {}, {} bytes",
                run,
                S3Sources.name(told),
                registration.source().bytes());
        return registration.source().bytes() > placement.taskFromBytes()
                ? launch(registration)
                : extract(registration, stop);
    }

    private Registration register(RunKey run, S3Arrival arrival) throws IOException {
        Optional<Registration> known = runtime.ports().registry().find(run);
        if (known.isPresent()) {
            return known.get();
        }
        S3Sources.Described described = sources.describe(arrival.source());
        return runtime.register(run, described.source(), described.modified(), arrival.sequencer());
    }

    private Taken extract(Registration registration, StopSignal stop) {
        return switch (inPlace.run(registration, stop)) {
            case EXTRACTED -> Taken.EXTRACTED;
            case FAILED -> Taken.FAILED;
            case FAILED_UNTOLD, STOPPED -> Taken.UNFINISHED;
        };
    }

    /** Always the first launch: however often the object is told, one task starts; the watchdog makes the later ones. */
    private Taken launch(Registration registration) {
        try {
            placement.tasks().launch(registration.run(), 1);
            return Taken.LAUNCHED;
        } catch (NotSetUp e) {
            fail(registration.run(), String.valueOf(e.getMessage()), registration.sourceTime());
            throw e; // so that it is taken up once that is mended
        }
    }

    private Taken fail(RunKey run, String reason, Instant sourceTime) {
        LOG.error("{}: {}", run, reason);
        runtime.announce(new Fact.RunFailed(run, reason), sourceTime);
        return Taken.FAILED;
    }
}
