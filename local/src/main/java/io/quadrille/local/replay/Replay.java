package io.quadrille.local.replay;

import io.quadrille.events.Envelope;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.Field;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.KeyService.KeyContext;
import io.quadrille.local.memory.MemoryRecordTable;
import io.quadrille.local.replay.ReplayReport.Difference;
import io.quadrille.local.replay.ReplayReport.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Captured events through today's code: what the extract told is put on a fresh bus, and what the steps make of it now
 * is compared with what they made of it then, event by event and row by row. Neither order nor repetition of the
 * captured events matters. Rows are held in memory, then and now.
 */
public final class Replay {
    private final CaptureFile capture;
    private final BindingsOf bindings;
    private final KeyService keys;

    /**
     * @param bindings today's code for a captured run
     * @param keys opens the runs' data keys
     */
    public Replay(Path capture, BindingsOf bindings, KeyService keys) {
        this.capture = new CaptureFile(capture);
        this.bindings = bindings;
        this.keys = keys;
    }

    /** Finds the code that a captured run is replayed with. */
    @FunctionalInterface
    public interface BindingsOf {
        /**
         * Today's code for the run.
         *
         * @param start empty where the capture does not tell of it
         */
        Bindings of(RunKey run, Optional<io.quadrille.events.Fact.RunStarted> start);
    }

    /**
     * Replays every run in the capture, one after another.
     *
     * @param pipeline only this pipeline's runs; null for all
     * @throws UnreadableCapture naming the line that is no event, or if there is nothing to replay
     * @throws KeyService.KeyGone if a run's sensitive fields cannot be read any more
     */
    public List<ReplayReport> run(@Nullable String pipeline) throws IOException, InterruptedException {
        Map<RunKey, Telling> runs = new LinkedHashMap<>();
        capture.forEach(
                event -> runs.computeIfAbsent(event.run(), run -> new Telling()).accept(event));
        Set<String> found = runs.keySet().stream().map(RunKey::pipeline).collect(Collectors.toSet());
        if (pipeline != null) {
            runs.keySet().removeIf(run -> !run.pipeline().equals(pipeline));
        }
        if (runs.isEmpty()) {
            throw new UnreadableCapture(capture.path().getFileName() + " holds no events"
                    + (found.isEmpty() ? "." : " of pipeline " + pipeline + "; its events are of " + found + "."));
        }
        List<ReplayReport> reports = new ArrayList<>();
        for (Map.Entry<RunKey, Telling> run : runs.entrySet()) {
            reports.add(replay(run.getKey(), run.getValue()));
        }
        return reports;
    }

    private ReplayReport replay(RunKey run, Telling captured) throws IOException, InterruptedException {
        Bindings today = bindings.of(run, captured.findStart());
        captured.findDataKey().ifPresent(wrapped -> keys.unwrap(wrapped, new KeyContext(run.pipeline(), run.run())));
        Pipeline pipeline = today.pipeline();
        MemoryRecordTable tables = new MemoryRecordTable();
        ExpectedTables expected = new ExpectedTables(today, keys, captured);
        Telling now = new Telling();
        Coverage coverage = new Coverage();
        try (ReplayBus bus = new ReplayBus(today, tables, keys, now)) {
            Set<String> seen = new HashSet<>();
            capture.forEach(event -> {
                if (event.run().equals(run) && seen.add(event.id())) {
                    expected.accept(event);
                    coverage.accept(event);
                    if (isOfExtract(event, captured, pipeline)) {
                        bus.feed(event);
                    }
                }
            });
            bus.awaitSettled();
        }
        TellingComparison comparison = new TellingComparison(captured, now, pipeline.graph());
        List<Difference> differences = new ArrayList<>(comparison.differences());
        coverage.findGap().ifPresent(differences::add);
        List<TableRows> rows = new ArrayList<>();
        for (LoadStep<?> load : pipeline.loads()) {
            String table = load.table().name();
            rows.add(TableComparison.count(table, expected.tables(), tables));
            differences.addAll(new TableComparison(table, load.table().keys(), sensitiveOf(load))
                    .differences(expected.tables(), tables));
        }
        return new ReplayReport(run, captured.events(), comparison.tallies(), rows, differences);
    }

    private static boolean isOfExtract(Envelope event, Telling captured, Pipeline pipeline) {
        return switch (event.kind()) {
            case RUN_STARTED, RECORDS_EXTRACTED, FILE_EXTRACTED -> true;
            case RECORDS_REJECTED ->
                event.chunk()
                        .step()
                        .equals(captured.findStart()
                                .map(start -> start.graph().extract().name())
                                .orElseGet(() -> pipeline.extract().name()));
            default -> false;
        };
    }

    private static Set<String> sensitiveOf(LoadStep<?> load) {
        return load.from()
                .layout()
                .map(layout -> layout.fields().stream()
                        .filter(Field::sensitive)
                        .map(Field::name)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }
}
