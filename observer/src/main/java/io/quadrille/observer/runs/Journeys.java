package io.quadrille.observer.runs;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Envelope;
import io.quadrille.events.Fact.RunStarted;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.Cursors.RejectPlace;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LogHistogram;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.runs.RecordJourney.Fate;
import io.quadrille.observer.runs.RecordJourney.Place;
import io.quadrille.observer.runs.RecordJourney.Visit;
import io.quadrille.observer.runs.SourceRecords.SourceGone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows one record through its run. Thread safe. */
final class Journeys {
    /** A record may be expanded into many, of which each may be rejected. */
    private static final int MOST_REJECTS = 100;

    private static final Set<Fate> GOES_ON = Set.of(Fate.PASSED, Fate.PASSED_OR_FILTERED, Fate.PARTLY_REJECTED);

    private final LedgerStore store;
    private final SourceRecords sources;
    private final EventLog events;

    Journeys(LedgerStore store, SourceRecords sources, EventLog events) {
        this.store = store;
        this.sources = sources;
        this.events = events;
    }

    Optional<RecordJourney> find(RunKey run, long line) {
        return store.findRun(run).map(tally -> follow(tally, line));
    }

    private RecordJourney follow(RunTally tally, long line) {
        List<String> gaps = new ArrayList<>();
        RunStarted start = tally.history().findStart().orElse(null);
        if (start == null) {
            gaps.add("The run's start is not known yet, and with it the file and the steps.");
            return new RecordJourney(tally.run(), line, null, List.of(), gaps);
        }
        Place place = place(tally, start, line, gaps);
        if (place == null) {
            return new RecordJourney(tally.run(), line, null, List.of(), gaps);
        }
        EventLog.Reading reading = events.ofChunk(tally.run(), place.chunk());
        if (reading.gap() != null) {
            gaps.add(reading.gap());
        }
        long begins = place.record() == null ? line : place.record().line();
        List<Visit> visits = visits(tally.run(), start.graph(), place.chunk(), begins, reading.events());
        return new RecordJourney(tally.run(), line, place, visits, gaps);
    }

    private @Nullable Place place(RunTally tally, RunStarted start, long line, List<String> gaps) {
        try {
            SourceRecord record = sources.atLine(start, line).orElse(null);
            if (record == null) {
                gaps.add("Line " + line + " is no record's: it is the header, blank, or beyond the end of the file.");
                return null;
            }
            return new Place(record.chunk(), record);
        } catch (SourceGone e) {
            gaps.add(e.sentence());
            return byLedger(tally, start, line, gaps);
        }
    }

    private @Nullable Place byLedger(RunTally tally, RunStarted start, long line, List<String> gaps) {
        ChunkSearch search =
                new ChunkSearch(store, tally, start.graph().extract().name());
        ChunkSearch.Found found = search.find(line).orElse(null);
        if (found == null) {
            gaps.add("The ledger has no chunk that begins on line " + line + " or before it.");
            return null;
        }
        gaps.add(
                found.last()
                        ? "By the ledger, chunk " + found.chunk()
                                + " is the last one known that begins before it; whether the line is in it, in one not"
                                + " yet read or beyond the end of the file cannot be told."
                        : "By the ledger it is in chunk " + found.chunk()
                                + "; whether a record begins on that very line cannot be told.");
        return new Place(found.chunk(), null);
    }

    private List<Visit> visits(RunKey run, Graph graph, int chunk, long line, List<Envelope> captured) {
        Map<String, Fate> fates = new HashMap<>();
        List<Visit> visits = new ArrayList<>();
        Map<String, List<RejectRow>> rejects = rejects(run, chunk, line);
        for (Graph.Node node : graph.nodes()) {
            ChunkKey key = new ChunkKey(run, node.name(), chunk);
            List<RejectRow> own = rejects.getOrDefault(node.name(), List.of());
            List<Envelope> events =
                    captured.stream().filter(event -> isOf(event, node.name())).toList();
            Step step = new Step(graph, node, store.findBucket(BucketKey.of(key)), BucketKey.slotOf(chunk));
            Fate before = node.upstream() == null ? Fate.PASSED : fates.getOrDefault(node.upstream(), Fate.NOT_REACHED);
            Fate fate = step.fate(before, own, new FilteredLines(events), line);
            fates.put(node.name(), fate);
            visits.add(step.visit(fate, own, events));
        }
        return settled(graph, visits);
    }

    /** Rejected later means passed before. */
    private static List<Visit> settled(Graph graph, List<Visit> visits) {
        List<String> rejecting = visits.stream()
                .filter(visit -> !visit.rejects().isEmpty())
                .map(Visit::step)
                .toList();
        return visits.stream()
                .map(visit -> visit.fate() == Fate.PASSED_OR_FILTERED
                                && graph.downstreamOf(visit.step()).stream()
                                        .anyMatch(node -> rejecting.contains(node.name()))
                        ? visit.with(Fate.PASSED)
                        : visit)
                .toList();
    }

    private Map<String, List<RejectRow>> rejects(RunKey run, int chunk, long line) {
        String before = new RejectPlace(line, "", 0, chunk, -1).text();
        Map<String, List<RejectRow>> rejects = new HashMap<>();
        for (RejectRow row : store.rejects(run, RejectFilter.ALL, Optional.of(before), MOST_REJECTS)
                .items()) {
            if (row.line() == line) {
                rejects.computeIfAbsent(row.step(), step -> new ArrayList<>()).add(row);
            }
        }
        return rejects;
    }

    private static boolean isOf(Envelope event, String step) {
        return event.chunk().step().equals(step);
    }

    /** A step with what the ledger knows of the chunk there. */
    private record Step(Graph graph, Graph.Node node, Optional<Bucket> bucket, int slot) {
        private @Nullable Cell cell() {
            return bucket.map(known -> known.cells().get(slot)).orElse(null);
        }

        Fate fate(Fate before, List<RejectRow> rejects, FilteredLines filtered, long line) {
            Cell cell = cell();
            if (!rejects.isEmpty()) {
                return isExpanded() ? Fate.PARTLY_REJECTED : Fate.REJECTED;
            } else if (!GOES_ON.contains(before)) {
                return Fate.NOT_REACHED;
            } else if (bucket.filter(known -> known.isDead(slot)).isPresent()) {
                return Fate.DEAD;
            } else if (cell == null) {
                return Fate.AWAITED;
            } else if (cell.counts().filtered() == 0) {
                return before == Fate.PASSED_OR_FILTERED ? before : Fate.PASSED;
            } else if (before == Fate.PASSED
                    && cell.counts().filtered()
                            == cell.counts().in() - cell.counts().rejected()) {
                return Fate.FILTERED;
            }
            return filtered.contain(line)
                    .filter(contained -> !contained || !isExpanded())
                    .map(contained -> contained ? Fate.FILTERED : before)
                    .orElse(Fate.PASSED_OR_FILTERED);
        }

        private boolean isExpanded() {
            return graph.pathTo(node.name()).stream()
                    .anyMatch(step -> step.kind() == StepKind.EXPAND && !step.equals(node));
        }

        Visit visit(Fate fate, List<RejectRow> rejects, List<Envelope> events) {
            Cell cell = cell();
            if (cell == null) {
                return new Visit(node.name(), fate, null, null, Duration.ZERO, Duration.ZERO, rejects, events);
            }
            Instant at = cell.times().at();
            return new Visit(
                    node.name(),
                    fate,
                    cell.counts(),
                    at,
                    LogHistogram.typicalOf(cell.times().waiting()),
                    LogHistogram.typicalOf(cell.times().working()),
                    rejects,
                    events);
        }
    }
}
