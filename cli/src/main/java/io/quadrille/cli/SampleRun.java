package io.quadrille.cli;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.SourceObject;
import io.quadrille.forecast.EventFlow;
import io.quadrille.forecast.Measurement;
import io.quadrille.forecast.Profile;
import io.quadrille.forecast.Profile.EventSize;
import io.quadrille.handlers.Bindings;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.memory.MemoryBlobStore;
import io.quadrille.local.memory.MemoryRecordTable;
import io.quadrille.local.memory.MemoryRunRegistry;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.local.stage.StageTime;
import io.quadrille.local.store.LocalKeyService;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.ThreadScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** A file run in memory, to see how long its events are, what becomes of its records and how long that takes. */
final class SampleRun {
    /** Its rows, events and ledger are all in memory. */
    private static final long MOST_BYTES = 64L << 20;

    private final Map<String, Sum> sums = new TreeMap<>();

    private SampleRun() {}

    /** What the events of one type add up to. */
    private static final class Sum {
        long events;
        long units;
        long claims;
        long records;
        long payloadBytes;
    }

    /** @throws Refusal if the file is too long, or does not run to its end */
    static Profile of(Bindings bindings, SourceFile file) throws IOException, InterruptedException {
        SourceObject source = file.describe();
        if (source.bytes() > MOST_BYTES || source.fileName().endsWith(".gz")) {
            throw Refusal.usage("--sample: " + TextTable.visible(source.fileName()) + " has "
                    + Numbers.bytes((double) source.bytes()) + ". A sample is run in memory: name a plain CSV of "
                    + Numbers.bytes(MOST_BYTES) + " or less.");
        }
        Path keys = Files.createTempDirectory("quadrille-sample");
        try {
            return new SampleRun().run(bindings, source, keys);
        } finally {
            remove(keys);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private Profile run(Bindings bindings, SourceObject source, Path keys) throws InterruptedException {
        BusLimits limits = BusLimits.ofThisMachine();
        try (ThreadScheduler scheduler = new ThreadScheduler(limits.workers() + 1)) {
            PipelineStage stage = new PipelineStage(
                    bindings,
                    new Ports(
                            new FileSources(),
                            new MemoryRecordTable(),
                            new MemoryLedger(),
                            new MemoryRunRegistry(),
                            new MemoryBlobStore(),
                            new LocalKeyService(keys)),
                    new StageTime(scheduler, InstantSource.system(), new Random()),
                    limits);
            stage.bus().tap(this::add);
            RunReport report =
                    stage.start(stage.keyOf(source, false), source).ended().get();
            return Measurement.of(bindings.pipeline(), stage.queries(), report.run(), source.bytes())
                    .orElseThrow(
                            () -> Refusal.failure(
                                    "--sample: " + TextTable.visible(source.fileName()) + " ended as "
                                            + report.status() + " with " + Numbers.counted(report.extracted(), "record")
                                            + ", which tells nothing. Name a file that runs: quadrille run shows why one does not."))
                    .sized(sizes());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private synchronized void add(Envelope event) {
        if (!event.kind().carriesRecords()) {
            return;
        }
        Sum sum = sums.computeIfAbsent(event.type(), type -> new Sum());
        sum.events++;
        sum.units += EventFlow.unitsOf(EventFlow.entryBytes(event, EnvelopeJson.length(event)));
        sum.claims += event.dataRef().isPresent() ? 1 : 0;
        sum.records += event.requireNumber(Extensions.RECORDS_OUT);
        sum.payloadBytes += event.requireNumber(Extensions.DATA_LENGTH);
    }

    private synchronized Map<String, EventSize> sizes() {
        Map<String, EventSize> sizes = new HashMap<>();
        sums.forEach((type, sum) -> {
            if (sum.records > 0) {
                sizes.put(
                        type,
                        new EventSize(
                                (double) sum.payloadBytes / sum.records,
                                (double) sum.units / sum.events,
                                (double) sum.claims / sum.events));
            }
        });
        return sizes;
    }
}
