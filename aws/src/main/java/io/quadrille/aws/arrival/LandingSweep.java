package io.quadrille.aws.arrival;

import io.quadrille.aws.AwsFailures;
import io.quadrille.aws.s3.S3Arrival;
import io.quadrille.aws.s3.S3Sources;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.events.EventIds;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Landing;
import io.quadrille.events.deployment.Setting;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.runtime.PipelineRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * Looks for objects in the landing that have no run, because nobody told of them or the telling was lost. Thread safe.
 *
 * <p>What it finds it tells to the arrival queue, as S3 would have: there it is extracted, retried and, if need be, buried
 * like any other, and the watchdog's role needs neither the objects nor the tables.
 */
public final class LandingSweep {
    private static final Logger LOG = LoggerFactory.getLogger(LandingSweep.class);
    /** Younger ones may be on their way. */
    static final Duration YOUNGEST = Duration.ofMinutes(10);
    /** Older ones wait for somebody to say so. */
    static final Duration OLDEST = Duration.ofDays(7);
    /** Of one sweep; the next one goes on. */
    static final int MOST = 100;

    private static final int PAGE = 100;

    private final PipelineRuntime runtime;
    private final S3Client s3;
    private final String bucket;
    private final Landing landing;
    private final Consumer<S3Arrival> arrivals;

    /** @param arrivals is told what has no run */
    public LandingSweep(
            PipelineRuntime runtime, S3Client s3, String bucket, Landing landing, Consumer<S3Arrival> arrivals) {
        this.runtime = runtime;
        this.s3 = s3;
        this.bucket = bucket;
        this.landing = landing;
        this.arrivals = arrivals;
    }

    /**
     * The sweep of a deployment's landing bucket, which tells its arrival queue.
     *
     * @throws io.quadrille.aws.NotSetUp naming the setting that is missing
     */
    public static LandingSweep of(AwsPipeline pipeline) {
        return new LandingSweep(
                pipeline.runtime(),
                pipeline.clients().s3(),
                pipeline.settings().require(Setting.LANDING_BUCKET),
                LandingSettings.of(pipeline.settings()),
                new ArrivalQueue(
                        pipeline.clients().sqs(), pipeline.deployment().queue(EntryPoint.ARRIVAL.entryName())));
    }

    /**
     * Tells of each object without a run, up to a hundred.
     *
     * @return the objects told
     * @throws io.quadrille.handlers.ports.RetryableFailure if a store does not answer
     * @throws io.quadrille.aws.NotSetUp if the bucket is missing or may not be listed
     */
    public List<SourceObject> sweep() {
        Instant now = runtime.clock().instant();
        List<SourceObject> found = withoutRun(now.minus(OLDEST), now.minus(YOUNGEST));
        if (!found.isEmpty()) {
            removeThoseOfAnotherDefinition(found, now.minus(OLDEST));
        }
        List<SourceObject> told = List.copyOf(found.subList(0, Math.min(MOST, found.size())));
        for (SourceObject source : told) {
            LOG.warn("{} has no run: it is taken up now", S3Sources.name(source));
            arrivals.accept(new S3Arrival(source, null));
        }
        return told;
    }

    private List<SourceObject> withoutRun(Instant from, Instant to) {
        List<SourceObject> found = new ArrayList<>();
        try {
            for (ObjectVersion version : s3.listObjectVersionsPaginator(
                            request -> request.bucket(bucket).prefix(landing.prefix()))
                    .versions()) {
                if (Boolean.TRUE.equals(version.isLatest())
                        && landing.accepts(version.key())
                        && version.lastModified().isAfter(from)
                        && version.lastModified().isBefore(to)
                        && hasNoRun(source(version))) {
                    found.add(source(version));
                }
            }
            return found;
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Listing the versions in bucket '" + bucket + "' under '" + landing.prefix() + "'",
                    e,
                    "The bucket must exist, and this role needs s3:ListBucketVersions on it.");
        }
    }

    private SourceObject source(ObjectVersion version) {
        String id = version.versionId() == null || version.versionId().equals("null")
                ? version.eTag().replace("\"", "")
                : version.versionId();
        return new SourceObject(bucket, version.key(), id, version.size());
    }

    /** A run that failed before it was registered is told as it is; nobody wants it told again at each sweep. */
    private boolean hasNoRun(SourceObject source) {
        String run = EventIds.run(source, runtime.pipeline().digest());
        return runtime.ports().registry().latestAttempt(run).isEmpty()
                && ledger().findRun(new RunKey(runtime.pipeline().name(), run, 1))
                        .isEmpty();
    }

    /** A changed definition gives every object another run; those that the former one ran are not run again unasked. */
    private void removeThoseOfAnotherDefinition(List<SourceObject> found, Instant from) {
        RunFilter recent = new RunFilter(runtime.pipeline().name(), null, from, null);
        Optional<String> cursor = Optional.empty();
        do {
            Page<RunTally> page = ledger().runs(recent, cursor, PAGE);
            List<SourceObject> run = page.items().stream()
                    .flatMap(tally -> tally.history().findStart().stream())
                    .map(Fact.RunStarted::source)
                    .toList();
            found.removeIf(source -> run.stream().anyMatch(known -> isSame(known, source)));
            cursor = page.next();
        } while (cursor.isPresent());
    }

    private static boolean isSame(SourceObject one, SourceObject other) {
        return one.bucket().equals(other.bucket())
                && one.key().equals(other.key())
                && one.version().equals(other.version());
    }

    private LedgerStore ledger() {
        return runtime.ports().ledger();
    }
}
