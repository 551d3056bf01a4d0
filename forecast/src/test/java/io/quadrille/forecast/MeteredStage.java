package io.quadrille.forecast;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.FactKind;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.extract.Credit;
import io.quadrille.handlers.extract.Extraction;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.handlers.ports.StepMeter;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.bus.LocalBus;
import io.quadrille.local.memory.MemoryBlobStore;
import io.quadrille.local.memory.MemoryRecordTable;
import io.quadrille.local.memory.MemoryRunRegistry;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.store.LocalKeyService;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.RunUpdate;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.runtime.PipelineRuntime;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.Surroundings;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;

/**
 * A pipeline on the local bus, one task at a time, with a meter at each port: it counts what AWS would bill where each
 * message is received alone.
 */
final class MeteredStage {
    private static final int MOST_EVENT_BYTES = 256 * 1024;

    final Map<String, Long> events = new TreeMap<>();
    final Map<String, Long> messages = new TreeMap<>();
    private final Map<String, Long> claimsBy = new TreeMap<>();
    private final Map<String, Long> payloadBytes = new TreeMap<>();
    private final Map<String, Long> payloadRecords = new TreeMap<>();
    long eventUnits;
    private final Map<String, Long> unitsBy = new TreeMap<>();
    long putCalls;
    long queueRequests;
    long ledgerWrites;
    long ledgerReads;
    long rows;
    long blobPuts;
    long blobGets;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final LocalBus bus;
    private final PipelineRuntime runtime;

    MeteredStage(Bindings bindings, Path folder) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"));
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(2), new Random(1));
        bus = new LocalBus(scheduler(), clock, new BusLimits(1_000_000, 32L << 20, 1), backOff);
        MemoryRecordTable tables = new MemoryRecordTable();
        RecordTable metered = write -> {
            rows += write.records().size();
            tables.write(write);
        };
        runtime = new PipelineRuntime(
                bindings,
                new Ports(
                        new FileSources(),
                        metered,
                        meter(new MemoryLedger()),
                        new MemoryRunRegistry(),
                        meter(new MemoryBlobStore()),
                        new LocalKeyService(folder)),
                new Surroundings(meter(bus), MOST_EVENT_BYTES, scheduler(), clock, backOff, StepMeter.NONE));
        for (Rule rule : bindings.pipeline().rules()) {
            boolean observes = rule.target().equals(Rule.OBSERVER);
            bus.addQueue(
                    rule,
                    new StepSettings(1, 1, 0, Duration.ofSeconds(60)),
                    meter(rule.target(), observes ? runtime.observer() : runtime.step(rule.target())),
                    (letter, reason) -> {
                        throw new AssertionError(rule.target() + ": " + reason);
                    });
        }
    }

    /** Tasks in order; what is scheduled for later (visibility) never falls due. */
    private Scheduler scheduler() {
        return new Scheduler() {
            @Override
            public void execute(Runnable task) {
                tasks.add(task);
            }

            @Override
            public Cancellable schedule(Duration delay, Runnable task) {
                return () -> {};
            }
        };
    }

    /** Runs a file to its end. */
    RunKey run(Path file) throws IOException {
        SourceObject source = FileSources.describe(file);
        RunKey run = runtime.keyOf(source, false);
        // As on AWS, whose queues hold any number of messages.
        Extraction<?> extraction =
                runtime.extraction(runtime.register(run, source, Instant.EPOCH, null), Credit.UNLIMITED);
        ledgerWrites++; // the registration stands in the ledger's table
        extraction.start(() -> {});
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        return run;
    }

    /** How long the events of each type were. */
    Map<String, Profile.EventSize> sizes() {
        Map<String, Profile.EventSize> means = new TreeMap<>();
        payloadBytes.forEach((type, bytes) -> means.put(
                type,
                new Profile.EventSize(
                        (double) bytes / payloadRecords.get(type),
                        (double) unitsBy.get(type) / events.get(type),
                        (double) claimsBy.getOrDefault(type, 0L) / events.get(type))));
        return means;
    }

    RunQueries queries() {
        return runtime.queries();
    }

    private EventBus meter(LocalBus of) {
        return new EventBus() {
            @Override
            public int maxEntryBytes() {
                return of.maxEntryBytes();
            }

            @Override
            public List<PutResult> putEvents(List<Envelope> entries) {
                putCalls++;
                for (Envelope entry : entries) {
                    events.merge(entry.type(), 1L, Long::sum);
                    if (entry.kind().carriesRecords() && entry.kind() != FactKind.RECORDS_LOADED) {
                        payloadBytes.merge(entry.type(), entry.requireNumber(Extensions.DATA_LENGTH), Long::sum);
                        claimsBy.merge(entry.type(), entry.dataRef().isPresent() ? 1L : 0, Long::sum);
                        payloadRecords.merge(entry.type(), entry.requireNumber(Extensions.RECORDS_OUT), Long::sum);
                    }
                    long units =
                            units(14L + entry.type().length() + entry.pipeline().length() + EnvelopeJson.length(entry));
                    unitsBy.merge(entry.type(), units, Long::sum);
                    eventUnits += units;
                }
                return of.putEvents(entries);
            }
        };
    }

    /** A send, a receive and a deletion. */
    private Delivery.Consumer meter(String target, Delivery.Consumer of) {
        return batch -> {
            for (Delivery delivery : batch) {
                messages.merge(target, 1L, Long::sum);
                queueRequests += 2 * units(delivery.body().length) + 1;
            }
            return of.handle(batch);
        };
    }

    private LedgerStore meter(MemoryLedger of) {
        return (LedgerStore) Proxy.newProxyInstance(
                LedgerStore.class.getClassLoader(), new Class<?>[] {LedgerStore.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(of, arguments);
                        count(method.getName(), answer);
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void count(String call, Object answer) {
        switch (call) {
            case "addOutcome", "addRejectMark", "putRejects" -> ledgerWrites++;
            case "change" -> {
                ledgerReads++;
                ledgerWrites += ((RunUpdate) answer).applied() ? 1 : 0;
            }
            case "findRun", "findBucket" -> ledgerReads++;
            case "revise", "putDeadLetter" -> throw new AssertionError(call + " in a run without dead letters");
            default -> {} // queries, and the batch around the writes
        }
    }

    private BlobStore meter(MemoryBlobStore of) {
        return (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                    blobPuts += method.getName().equals("put") ? 1 : 0;
                    blobGets += method.getName().equals("find") ? 1 : 0;
                    try {
                        return method.invoke(of, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static long units(long bytes) {
        return Math.max(1, (bytes + 64 * 1024 - 1) / (64 * 1024));
    }
}
