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
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunHistory.Amendment;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.runs.RecordJourney.Fate;
import io.quadrille.observer.runs.RecordJourney.Place;
import io.quadrille.observer.runs.RecordJourney.Resent;
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
            return new RecordJourney(tally.run(), line, null, List.of(), List.of(), gaps);
        }
        Place place = place(tally, start, line, gaps);
        if (place == null) {
            return new RecordJourney(tally.run(), line, null, List.of(), List.of(), gaps);
        }
        long begins = place.record() == null ? line : place.record().line();
        List<Amendment> retries = tally.history().amendments().stream()
                .filter(amendment -> amendment.action().equals(Amendment.RETRY))
                .toList();
        List<Visit> visits = visits(new Passage(tally.run(), start.graph(), place.chunk(), begins, retries), gaps);
        return new RecordJourney(tally.run(), line, place, visits, resent(tally.run(), begins, retries, gaps), gaps);
    }

    /**
     * A record on its way under one key: the run's, or that of a retry.
     *
     * @param line where it begins
     * @param retries of the run, which may have taken up what was rejected here
     */
    private record Passage(RunKey key, Graph graph, int chunk, long line, List<Amendment> retries) {}

    /** Each retry that took up a record of this line, whoever rejected it. */
    private List<Resent> resent(RunKey run, long line, List<Amendment> retries, List<String> gaps) {
        List<Resent> resent = new ArrayList<>();
        List<RunKey> keys = new ArrayList<>(List.of(run));
        for (Amendment retry : retries) {
            boolean taken =
                    keys.stream().anyMatch(key -> !taken(key, retry, line).isEmpty());
            if (taken) {
                RunKey key = run.amendedBy(retry.number());
                resent.add(new Resent(retry.number(), retry.at(), again(key, line, retries, gaps)));
            }
            keys.add(run.amendedBy(retry.number()));
        }
        return resent;
    }

    private List<Visit> again(RunKey key, long line, List<Amendment> retries, List<String> gaps) {
        RunTally tally = store.findRun(key).orElse(null);
        Graph graph = tally == null ? null : tally.findGraph().orElse(null);
        if (tally == null || graph == null) {
            return List.of();
        }
        return new ChunkSearch(store, tally, graph.extract().name())
                .find(line)
                .map(found -> visits(new Passage(key, graph, found.chunk(), line, retries), gaps))
                .orElse(List.of());
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

    private List<Visit> visits(Passage passage, List<String> gaps) {
        Graph graph = passage.graph();
        List<Envelope> captured = captured(passage, gaps);
        Map<String, Fate> fates = new HashMap<>();
        List<Visit> visits = new ArrayList<>();
        Map<String, List<RejectRow>> rejects = rejects(passage);
        for (Graph.Node node : graph.nodes()) {
            ChunkKey key = new ChunkKey(passage.key(), node.name(), passage.chunk());
            List<RejectRow> own = rejects.getOrDefault(node.name(), List.of());
            List<Envelope> events =
                    captured.stream().filter(event -> isOf(event, node.name())).toList();
            Step step = new Step(graph, node, store.findBucket(BucketKey.of(key)), BucketKey.slotOf(passage.chunk()));
            Fate before = node.upstream() == null ? Fate.PASSED : fates.getOrDefault(node.upstream(), Fate.NOT_REACHED);
            Fate fate = step.fate(before, own, new FilteredLines(events), passage.line());
            fates.put(node.name(), fate);
            visits.add(step.visit(fate, own, events));
        }
        return settled(graph, visits);
    }

    private List<Envelope> captured(Passage passage, List<String> gaps) {
        EventLog.Reading reading = events.ofChunk(passage.key(), passage.chunk());
        if (reading.gap() != null && !gaps.contains(reading.gap())) {
            gaps.add(reading.gap());
        }
        return reading.events();
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

    /** By step: what was rejected under the key, whether it is open or a retry took it up. */
    private Map<String, List<RejectRow>> rejects(Passage passage) {
        List<RejectRow> rows = new ArrayList<>(on(
                passage.line(), store.rejects(passage.key(), RejectFilter.ALL, before(passage.line()), MOST_REJECTS)));
        passage.retries().forEach(retry -> rows.addAll(taken(passage.key(), retry, passage.line())));
        Map<String, List<RejectRow>> rejects = new HashMap<>();
        rows.stream().sorted(RejectRow.ORDER).forEach(row -> rejects.computeIfAbsent(
                        row.step(), step -> new ArrayList<>())
                .add(row));
        return rejects;
    }

    private List<RejectRow> taken(RunKey key, Amendment retry, long line) {
        return on(line, store.retriedRejects(key, retry.number(), before(line), MOST_REJECTS));
    }

    /** The cursor from which on a line's rejects are read. */
    private static Optional<String> before(long line) {
        return Optional.of(new RejectPlace(line, "", 0, 0, -1).text());
    }

    private static List<RejectRow> on(long line, Page<RejectRow> page) {
        return page.items().stream().filter(row -> row.line() == line).toList();
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
