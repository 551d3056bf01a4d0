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
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.handlers.csv.CsvChunk;
import io.quadrille.handlers.csv.CsvChunks;
import io.quadrille.handlers.csv.UnreadableSource;
import io.quadrille.handlers.extract.Extraction.Services;
import io.quadrille.handlers.extract.HeaderBinding.RefusedSource;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a source for what an amendment sends again: its start, its records in chunks of their own, its totals.
 * Made again it makes the same events. Advances as an {@link Extraction} does; runs on one task at a time.
 */
public final class RetryPass<O> {
    private final ExtractStep<O> step;
    private final Order order;
    private final Services services;
    private final Emission.Context context;
    private final RecordCodec<O> codec;
    private final Set<String> keys;
    private final OwedOrigins origins;
    private final CompletableFuture<Long> ended = new CompletableFuture<>();
    private final Runnable whenRoom = this::advanceNext;
    private @Nullable CsvChunks source;
    private List<Envelope> unpublished = List.of();
    private int failures;
    private int chunkCount;
    private long recordCount;
    private long eventCount;
    private boolean complete;

    /**
     * What is sent again.
     *
     * @param registration the attempt's
     * @param key the amendment's
     * @param graph the steps that work on it
     * @param owed the step that rejected the records
     * @param ended the amendment's chunks that are done everywhere; they are not published again
     */
    public record Order(Registration registration, RunKey key, Graph graph, String owed, IntPredicate ended) {}

    private RetryPass(
            Pipeline pipeline, ExtractStep<O> step, Order order, Iterator<Origin> origins, Services services) {
        Registration registration = order.registration();
        this.step = step;
        this.order = order;
        this.services = services;
        this.context = new Emission.Context(
                registration.sourceTime(), registration.sequencer(), registration.dataKey(), order.owed());
        this.codec = new RecordCodec<>(step.to());
        this.keys = pipeline.loads().stream()
                .flatMap(load -> load.table().keys().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.origins = new OwedOrigins(origins, registration.source().fileName());
        this.unpublished = List.of(fact(new Fact.RunStarted(
                order.key(), registration.source(), registration.sourceTime(), pipeline.digest(), order.graph())));
    }

    /** @param origins of the records, by line, then ordinal */
    public static RetryPass<?> of(Pipeline pipeline, Order order, Iterator<Origin> origins, Services services) {
        return new RetryPass<>(pipeline, pipeline.extract(), order, origins, services);
    }

    /**
     * Begins, as a task of the scheduler. Call once.
     *
     * @return completes with the number of events when all are on the bus; fails with an {@link IOException} whose message
     *     is a sentence if the source is not what it was, or with what else went wrong
     */
    public CompletableFuture<Long> start() {
        services.scheduler().execute(this::advance);
        return ended;
    }

    private void advanceNext() {
        services.scheduler().executeNext(this::advance);
    }

    private void advance() {
        try {
            while (!complete || !unpublished.isEmpty()) {
                for (Envelope envelope : unpublished) {
                    services.engine().publisher().publish(List.of(envelope)); // rejects before their outcome
                }
                eventCount += unpublished.size();
                unpublished = List.of();
                failures = 0;
                if (complete) {
                    break;
                }
                if (!services.credit().hasRoom(whenRoom)) {
                    return;
                }
                unpublished = nextEvents();
            }
            close();
            ended.complete(eventCount);
        } catch (RetryableFailure e) {
            failures++;
            services.credit().rest(whenRoom);
            services.scheduler().schedule(services.engine().backOff().after(failures), this::advance);
        } catch (UnreadableSource | RefusedSource | UncheckedIOException | IOException e) {
            fail(new IOException(String.valueOf(e.getMessage()), e));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        try {
            close();
        } catch (IOException | RuntimeException closing) {
            failure.addSuppressed(closing);
        }
        ended.completeExceptionally(failure);
    }

    private void close() throws IOException {
        services.credit().rest(whenRoom);
        if (source != null) {
            source.close();
        }
    }

    private List<Envelope> nextEvents() throws IOException {
        if (origins.isEmpty()) {
            complete = true;
            return List.of(totals());
        }
        CsvChunks open = source == null ? open() : source;
        Instant begun = services.engine().clock().instant();
        Layout<O> layout = step.to().layoutFor(open.header());
        HeaderBinding header = HeaderBinding.of(order.registration().source().fileName(), open.header(), layout);
        OwedRecords<O> records = new OwedRecords<>(origins, layout, header, keys);
        collect(open, records);
        ChunkKey key = new ChunkKey(order.key(), step.name(), chunkCount++);
        recordCount += records.count();
        return order.ended().test(key.chunk()) ? List.of() : events(key, records, layout, begun);
    }

    /** Reads on until a chunk is full or none is owed; a line is never parted, so that lines in order are chunks in order. */
    private void collect(CsvChunks open, OwedRecords<O> records) throws IOException {
        CsvFormat format = step.format();
        while (!origins.isEmpty()
                && records.count() < format.chunkRecords()
                && records.characters() < format.chunkBytes()) {
            CsvChunk chunk = open.next();
            if (chunk == null) {
                origins.requireNoneLeft();
            } else if (origins.mayBeUpTo(chunk.lastLine())) {
                chunk.forEach(records);
            }
        }
    }

    private CsvChunks open() throws IOException {
        SourceObject object = order.registration().source();
        CsvChunks opened = CsvChunks.open(services.sources().open(object), object.fileName(), step.format());
        source = opened;
        return opened;
    }

    private List<Envelope> events(ChunkKey key, OwedRecords<O> found, Layout<O> layout, Instant begun) {
        List<Envelope> events = new ArrayList<>(2);
        if (!found.rejections().isEmpty()) {
            events.add(fact(new Fact.RecordsRejected(key, found.rejections())));
        }
        byte[] records = codec.encode(
                found.records(),
                layout.columns(),
                services.engine().ciphers().of(order.key(), order.registration().dataKey()));
        Instant now = services.engine().clock().instant();
        long rejected = found.rejections().size();
        ChunkOutcome outcome = new ChunkOutcome(
                key,
                new Counts(found.count(), found.count() - rejected, 0, rejected, 0, 0),
                found.firstLine(),
                found.lastLine(),
                Hashes.hex(Hashes.sha256(records)),
                null,
                new Timing(0, Math.max(0, Duration.between(begun, now).toNanos() / 1000)));
        events.add(Facts.envelope(
                new Fact.RecordsExtracted(outcome), step.to(), records, new Emission(now, null, context)));
        return events;
    }

    private Envelope totals() {
        return fact(new Fact.FileExtracted(
                order.key(),
                step.name(),
                chunkCount,
                recordCount,
                order.registration().source().bytes(), // its own was told by the run's extract
                order.registration().source().bytes(),
                List.of()));
    }

    private Envelope fact(Fact fact) {
        return Facts.envelope(fact, new Emission(services.engine().clock().instant(), null, context));
    }
}
