package io.quadrille.handlers.extract;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.hashing.Hashes;
import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordEncoder;
import io.quadrille.events.records.RecordEncoder.Passed;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.csv.CsvChunk;
import io.quadrille.handlers.csv.CsvChunks;
import io.quadrille.handlers.csv.UnreadableSource;
import io.quadrille.handlers.engine.EngineServices;
import io.quadrille.handlers.engine.RunLog;
import io.quadrille.handlers.engine.Undeliverable;
import io.quadrille.handlers.engine.Unspoken;
import io.quadrille.handlers.extract.HeaderBinding.RefusedSource;
import io.quadrille.handlers.ports.PermanentFailure;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.handlers.ports.StepMeter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over a source: its chunks as events, then the closing totals. It advances while the bus has room and is an
 * entry of the scheduler while it has none. Runs on one task at a time; {@link #progress} may be read from any thread.
 */
public final class Extraction<O> {
    private static final Logger LOG = LoggerFactory.getLogger(Extraction.class);

    private final Pipeline pipeline;
    private final ExtractStep<?> step;
    private final RecordType<O> type;
    private final Registration registration;
    private final Services services;
    private final IntPredicate ended;
    private final Emission.Context context;
    private final RecordCodec<O> codec;
    private final Set<String> keys;
    private final Runnable whenRoom = this::advanceNext;
    private volatile Progress progress = Progress.NONE;
    private volatile List<String> columns = List.of();
    private @Nullable CsvChunks chunks;
    private @Nullable HeaderBinding header;
    private @Nullable FieldCipher cipher;
    private List<Envelope> unpublished = List.of();
    private @Nullable Function<Instant, StepMeter.Work> unmeasured;
    private int failures;
    private int chunkCount;
    private long recordCount;
    private boolean complete;
    private volatile @Nullable Failure failure;
    private Runnable whenEnded = () -> {};

    private Extraction(
            Pipeline pipeline, RecordType<O> type, Registration registration, Services services, IntPredicate ended) {
        this.pipeline = pipeline;
        this.step = pipeline.extract();
        this.type = type;
        this.registration = registration;
        this.services = services;
        this.ended = ended;
        this.context =
                new Emission.Context(registration.sourceTime(), registration.sequencer(), registration.dataKey());
        this.codec = new RecordCodec<>(type);
        this.keys = pipeline.loads().stream()
                .flatMap(load -> load.table().keys().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The pass over a registered source.
     *
     * @param ended tells the chunks that an earlier pass brought to their end everywhere; they are not published again
     */
    public static Extraction<?> of(
            Pipeline pipeline, Registration registration, Services services, IntPredicate ended) {
        return new Extraction<>(pipeline, pipeline.extract().to().bare(), registration, services, ended);
    }

    /** What an extraction works with. */
    public record Services(EngineServices engine, SourceReader sources, Scheduler scheduler, Credit credit) {}

    /**
     * How far it has come.
     *
     * @param bytesRead of the source as stored
     * @param ended whether nothing more is to be expected of it
     */
    public record Progress(long bytesRead, long records, boolean ended) {
        static final Progress NONE = new Progress(0, 0, false);
    }

    /**
     * Why it failed.
     *
     * @param told whether the bus took the {@link Fact.RunFailed} that says so
     */
    public record Failure(String reason, boolean told) {}

    /** The columns of its records; empty until a header was read. */
    public List<String> columns() {
        return columns;
    }

    public Progress progress() {
        return progress;
    }

    /** Why it failed; empty unless it did. Read it once it has ended. */
    public Optional<Failure> findFailure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Begins, as a task of the scheduler. Call once.
     *
     * @param whenEnded run when the last of its events is on the bus
     */
    public void start(Runnable whenEnded) {
        this.whenEnded = whenEnded;
        Fact started = new Fact.RunStarted(
                run(), registration.source(), registration.sourceTime(), pipeline.digest(), pipeline.graph());
        unpublished = List.of(fact(started));
        services.scheduler().execute(this::advance);
    }

    /**
     * Leaves off where it stands: closes its source; what it has not published is another pass's to publish. Call where
     * its tasks run, while none does.
     */
    public void leave() {
        closeSource();
    }

    /** Run by whoever made room: goes on as a task of its own scheduler, in its own name. */
    private void advanceNext() {
        services.scheduler().executeNext(this::advance);
    }

    /** Publishes what is due, chunk by chunk, until the bus is full, a publication fails, or the source ends. */
    private void advance() {
        RunLog.enter(run());
        try {
            while (!progress.ended()) {
                if (complete && unpublished.isEmpty()) {
                    end();
                } else if (!proceeds()) {
                    return;
                }
            }
        } finally {
            RunLog.leave();
        }
    }

    /** Goes one chunk further. @return false if another task goes on */
    private boolean proceeds() {
        try {
            openCipher();
            publish();
            if (complete) {
                return true;
            }
            if (!services.credit().hasRoom(whenRoom)) {
                return false;
            }
            unpublished = nextEvents();
        } catch (RetryableFailure e) {
            failures++;
            services.credit().rest(whenRoom);
            services.scheduler().schedule(services.engine().backOff().after(failures), this::advance);
            return false;
        } catch (UnreadableSource | RefusedSource | Undeliverable | IOException | UncheckedIOException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (PermanentFailure e) {
            LOG.error("{}: {}", run(), e.getMessage());
            unpublished = List.of(); // perhaps it is the bus that is missing
            fail(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the extract failed", run(), Unspoken.of(e));
            unpublished = List.of(); // perhaps it is these that no bus takes
            fail("the extract failed with " + Unspoken.name(e) + "; the log has its stack");
        }
        return true;
    }

    /** Before a chunk is read, so that a key service that does not answer costs no chunk. */
    private void openCipher() {
        if (cipher == null && failure == null) {
            cipher = services.engine().ciphers().of(run(), registration.dataKey());
        }
    }

    private void publish() {
        for (Envelope envelope : unpublished) {
            services.engine().publisher().publish(List.of(envelope)); // rejects are accepted before their outcome
        }
        if (!unpublished.isEmpty()) {
            unpublished = List.of();
            failures = 0;
            if (unmeasured != null) {
                services.engine()
                        .meter()
                        .measure(unmeasured.apply(services.engine().clock().instant()));
                unmeasured = null;
            }
        }
    }

    /** Says so on the bus, after what it still has to say; at the second time, only here. */
    private void fail(String reason) {
        Failure first = failure;
        if (first == null) {
            List<Envelope> last = new ArrayList<>(unpublished);
            last.add(fact(new Fact.RunFailed(run(), reason)));
            unpublished = last;
            failure = new Failure(reason, true);
        } else {
            failure = new Failure(first.reason(), false);
        }
        complete = true;
    }

    private List<Envelope> nextEvents() throws IOException {
        CsvChunks source = chunks == null ? open() : chunks;
        boolean skipped = ended.test(chunkCount); // asked once: it may change
        CsvChunk chunk = skipped ? source.skip() : source.next();
        List<Envelope> events = new ArrayList<>(2);
        if (chunk == null) {
            events.add(fact(new Fact.FileExtracted(
                    run(),
                    step.name(),
                    chunkCount,
                    recordCount,
                    source.sourceBytes(),
                    source.bytesRead(),
                    header == null ? List.of() : header.ignored())));
            complete = true;
        } else {
            if (!skipped) {
                extract(source, chunk, events);
                source.giveBack(chunk);
            }
            chunkCount++;
            recordCount += chunk.records();
        }
        progress = new Progress(source.bytesRead(), recordCount, false);
        return events;
    }

    private CsvChunks open() throws IOException {
        SourceObject source = registration.source();
        CsvChunks opened = CsvChunks.open(services.sources().open(source), source.fileName(), step.format());
        chunks = opened;
        if (!opened.header().isEmpty()) {
            Layout<O> layout = type.layoutFor(opened.header());
            header = HeaderBinding.of(source.fileName(), opened.header(), layout);
            columns = layout.columns();
            requireKeys(source, layout);
        }
        return opened;
    }

    /** Where the file names the columns, the tables' keys must be among them. */
    private void requireKeys(SourceObject source, Layout<O> layout) {
        if (type.layout().isEmpty()) {
            for (String key : keys) {
                if (!layout.columns().contains(key)) {
                    throw new RefusedSource(source.fileName() + " has no column '" + key + "' to key the table by; its"
                            + " header has " + layout.columns() + ". Name the key's columns as the file does.");
                }
            }
        }
    }

    private void extract(CsvChunks source, CsvChunk chunk, List<Envelope> events) {
        Instant begun = services.engine().clock().instant();
        Layout<O> layout = type.layoutFor(source.header());
        HeaderBinding binding = Objects.requireNonNull(header, "bound first");
        KnownTexts cells = new KnownTexts(source.header().size(), 1);
        RecordEncoder<O> encoder = codec.encoder(layout.columns(), new Passed(cells, binding.columns()));
        RecordBinder<O> binder =
                new RecordBinder<>(layout, binding, keys, cells, (origin, record) -> encoder.add(origin, record, 0));
        chunk.forEach(RecordCopier.before(binder, encoder, source.header().size(), source.delimiter()));
        ChunkKey key = new ChunkKey(run(), step.name(), chunk.number());
        if (!binder.rejections().isEmpty()) {
            events.add(fact(new Fact.RecordsRejected(key, binder.rejections())));
        }
        byte[] records = encoder.finish(Objects.requireNonNull(cipher, "opened first"));
        Instant now = services.engine().clock().instant();
        long rejected = binder.rejections().size();
        unmeasured = published -> new StepMeter.Work(
                run(),
                step.name(),
                chunk.records(),
                chunk.records() - rejected,
                rejected,
                Duration.between(begun, published),
                Duration.between(begun, now));
        ChunkOutcome outcome = new ChunkOutcome(
                key,
                new Counts(chunk.records(), chunk.records() - rejected, 0, rejected, 0, 0),
                chunk.firstLine(),
                chunk.lastLine(),
                Hashes.hex(Hashes.sha256(records)),
                null,
                new Timing(0, Math.max(0, Duration.between(begun, now).toNanos() / 1000)));
        events.add(Facts.envelope(new Fact.RecordsExtracted(outcome), type, records, new Emission(now, null, context)));
    }

    private void end() {
        services.credit().rest(whenRoom);
        closeSource();
        progress = new Progress(progress.bytesRead(), recordCount, true);
        whenEnded.run();
    }

    private void closeSource() {
        try {
            if (chunks != null) {
                chunks.close();
            }
        } catch (IOException | RuntimeException e) { // its records are on the bus all the same
            LOG.warn("{}: its source could not be closed", run(), Unspoken.of(e));
        }
    }

    private Envelope fact(Fact fact) {
        return Facts.envelope(fact, new Emission(services.engine().clock().instant(), null, context));
    }

    private RunKey run() {
        return registration.run();
    }
}
