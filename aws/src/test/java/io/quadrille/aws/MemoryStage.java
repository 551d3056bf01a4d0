package io.quadrille.aws;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;

import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.local.memory.MemoryBlobStore;
import io.quadrille.local.memory.MemoryRecordTable;
import io.quadrille.local.memory.MemoryRunRegistry;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.runtime.PipelineRuntime;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A pipeline of an extract and a load whose stores are in memory, and whose bus delivers when told to. */
public final class MemoryStage implements EventBus {
    /** What a file has a column for. */
    public record Reading(String sensor, int degrees) {}

    private static final RecordType<Reading> READINGS = records("readings.extracted.v1", Reading.class);
    public static final Pipeline PIPELINE = pipeline("readings")
            .steps(
                    extract("extract", csv().chunkRecords(2)).emits(READINGS),
                    load("load").on(READINGS).into(table("readings", Reading::sensor)))
            .build();
    private static final int MAX_BYTES = 1 << 20;

    public final MemoryLedger ledger = new MemoryLedger();
    public final MemoryRunRegistry registry = new MemoryRunRegistry();
    public final MemoryRecordTable tables = new MemoryRecordTable();
    private final List<Envelope> published = new ArrayList<>();
    private final Deque<Envelope> undelivered = new ArrayDeque<>();
    private final PipelineRuntime runtime;
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private Consumer<Envelope> whenPut = envelope -> {};

    public MemoryStage(SourceReader sources) {
        KeyService noKeys = new KeyService() {
            @Override
            public DataKey generate(KeyContext context) {
                throw new AssertionError("nothing here is sensitive");
            }

            @Override
            public byte[] unwrap(String wrapped, KeyContext context) {
                throw new AssertionError("nothing here is sensitive");
            }
        };
        Scheduler none = new Scheduler() {
            @Override
            public void execute(Runnable task) {
                throw new AssertionError("extracts run where they are asked for");
            }

            @Override
            public Cancellable schedule(Duration delay, Runnable task) {
                throw new AssertionError("extracts run where they are asked for");
            }
        };
        runtime = new PipelineRuntime(
                Bindings.of(PIPELINE).build(),
                new Ports(sources, tables, ledger, registry, new MemoryBlobStore(), noKeys),
                new Surroundings(
                        this,
                        MAX_BYTES,
                        none,
                        () -> now,
                        new BackOff(Duration.ofMillis(1), Duration.ofMillis(1), new SplittableRandom(1)),
                        StepMeter.NONE));
    }

    /** A file of so many records: chunks of two. */
    public static String file(int records) {
        StringBuilder csv = new StringBuilder("sensor,degrees\n");
        IntStream.rangeClosed(1, records).forEach(i -> csv.append("s").append(i).append(",20\n"));
        return csv.toString();
    }

    public PipelineRuntime runtime() {
        return runtime;
    }

    public Instant now() {
        return now;
    }

    public void setNow(Instant moment) {
        now = moment;
    }

    /** Called with each event before it is accepted; may throw. */
    public void whenPut(Consumer<Envelope> action) {
        whenPut = action;
    }

    /** Refuses every event for now. */
    public void breakBus() {
        whenPut(envelope -> {
            throw new RetryableFailure("the bus is away");
        });
    }

    @Override
    public int maxEntryBytes() {
        return MAX_BYTES;
    }

    @Override
    public List<PutResult> putEvents(List<Envelope> entries) {
        for (Envelope entry : entries) {
            whenPut.accept(entry);
            published.add(entry);
            undelivered.add(entry);
        }
        return entries.stream().map(entry -> PutResult.ACCEPTED).toList();
    }

    /** The kinds of the events put since the last call. */
    public List<FactKind> takeKinds() {
        List<FactKind> kinds = published.stream().map(Envelope::kind).toList();
        published.clear();
        return kinds;
    }

    /** The fact of the last event put. */
    public Object lastFact() {
        return Facts.fact(published.get(published.size() - 1));
    }

    /** Delivers every event to those it is for, and what comes of that. */
    public void deliverAll() {
        while (!undelivered.isEmpty()) {
            Envelope envelope = undelivered.remove();
            Delivery delivery = new Delivery(EventBridgeJson.wrap(envelope), 1, now);
            runtime.observer().handle(List.of(delivery));
            if (envelope.type().equals(READINGS.name())) {
                runtime.step("load").handle(List.of(delivery));
            }
        }
    }
}
