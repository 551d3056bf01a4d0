package io.quadrille.observer.ledger;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.RejectReasons.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger in memory, for replays, simulation and tests. A batch is not undone when it fails. Thread safe. */
public final class MemoryLedger implements LedgerStore {
    private final Map<RunKey, Shelf> shelves = new HashMap<>();

    /** The items of one run. */
    private static final class Shelf {
        @Nullable
        RunTally tally;

        final NavigableMap<Place, Supplier<Bucket>> buckets = new TreeMap<>(Place.ORDER);
        final TreeSet<RejectRow> rejects = new TreeSet<>(RejectRow.ORDER);
        final Map<Integer, TreeSet<RejectRow>> retried = new HashMap<>();
        final NavigableMap<Place, DeadLetter> deadLetters = new TreeMap<>(Place.ORDER);
    }

    private record Place(int number, String step) {
        static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::number).thenComparing(Place::step);
    }

    @Override
    public synchronized BucketUpdate addOutcome(ChunkOutcome outcome, Instant published, Instant at) {
        Bucket bucket = bucket(BucketKey.of(outcome.key()), at);
        int slot = BucketKey.slotOf(outcome.key().chunk());
        if (!bucket.awaits(slot)) {
            return new BucketUpdate(false, bucket);
        }
        return new BucketUpdate(true, put(bucket.withCell(slot, Cell.of(outcome, published), at)));
    }

    @Override
    public synchronized BucketUpdate addRejectMark(ChunkKey chunk, List<Rejection> rejections, Instant at) {
        Bucket bucket = bucket(BucketKey.of(chunk), at);
        int slot = BucketKey.slotOf(chunk.chunk());
        if (bucket.rejects().containsKey(slot)) {
            return new BucketUpdate(false, bucket);
        }
        return new BucketUpdate(
                true, put(bucket.withRejects(slot, RejectMark.of(rejections), RejectReasons.of(rejections), at)));
    }

    @Override
    public synchronized RunUpdate change(RunKey run, RunChange change, Instant at) {
        RunTally tally = tally(run, at);
        Optional<RunTally> changed = change.on(tally, at);
        changed.ifPresent(this::put);
        return new RunUpdate(changed.isPresent(), changed.orElse(tally));
    }

    private Slice slice(RunKey run, int bucket, Instant at) {
        SortedMap<String, Bucket> buckets = new TreeMap<>();
        shelf(run).buckets.forEach((place, found) -> {
            if (place.number() == bucket) {
                buckets.put(place.step(), found.get());
            }
        });
        return new Slice(tally(run, at), bucket, buckets);
    }

    @Override
    public synchronized Slice revise(RunKey run, int bucket, UnaryOperator<Slice> revision, Instant at) {
        Slice revised = revision.apply(slice(run, bucket, at));
        revised.buckets().values().forEach(this::put);
        put(revised.tally());
        return revised;
    }

    @Override
    public synchronized void putRejects(ChunkKey chunk, List<Rejection> rejections) {
        int slot = BucketKey.slotOf(chunk.chunk());
        if (findBucket(BucketKey.of(chunk))
                .filter(bucket -> bucket.hasRejects(slot))
                .isPresent()) {
            return;
        }
        for (int i = 0; i < rejections.size(); i++) {
            shelf(chunk.run()).rejects.add(new RejectRow(chunk.step(), chunk.chunk(), i, rejections.get(i)));
        }
    }

    @Override
    public synchronized int takeRejects(ChunkKey chunk, Set<Integer> places, int amendment, Instant at) {
        RunKey run = chunk.run();
        int bucket = BucketKey.of(chunk).bucket();
        int slot = BucketKey.slotOf(chunk.chunk());
        List<RejectRow> rows = shelf(run).rejects.stream()
                .filter(row -> row.step().equals(chunk.step()) && row.chunk() == chunk.chunk())
                .filter(row -> places.contains(row.place()))
                .toList();
        if (rows.isEmpty()
                || !tally(run.root(), at).history().isTaking(amendment)
                || !slice(run, bucket, at).isCounted(chunk.step(), slot)) {
            return 0;
        }
        RejectReasons reasons = RejectReasons.counted(
                rows.stream().map(row -> Reason.of(row.rejection())).toList());
        revise(run, bucket, before -> before.withRetried(chunk.step(), slot, reasons, at), at);
        rows.forEach(shelf(run).rejects::remove);
        shelf(run)
                .retried
                .computeIfAbsent(amendment, number -> new TreeSet<>(RejectRow.ORDER))
                .addAll(rows);
        return rows.size();
    }

    @Override
    public synchronized void putDeadLetter(DeadLetter letter) {
        ChunkKey key = letter.fact().key();
        shelf(key.run()).deadLetters.put(new Place(key.chunk(), key.step()), letter);
    }

    @Override
    public synchronized <T> T inBatch(Supplier<T> work) {
        return work.get();
    }

    @Override
    public synchronized Optional<RunTally> findRun(RunKey run) {
        return Optional.ofNullable(shelves.get(run)).map(shelf -> shelf.tally);
    }

    @Override
    public synchronized Optional<Bucket> findBucket(BucketKey key) {
        return Optional.ofNullable(shelves.get(key.run()))
                .map(shelf -> shelf.buckets.get(new Place(key.bucket(), key.step())))
                .map(Supplier::get);
    }

    @Override
    public synchronized List<Bucket> buckets(RunKey run, int from) {
        Shelf shelf = shelves.get(run);
        return shelf == null
                ? List.of()
                : shelf.buckets.tailMap(new Place(from, ""), true).values().stream()
                        .map(Supplier::get)
                        .toList();
    }

    @Override
    public synchronized Optional<RunSnapshot> snapshot(RunKey run) {
        return findRun(run).map(tally -> new RunSnapshot(tally, buckets(run, tally.firstUnsettled())));
    }

    @Override
    public synchronized List<DeadLetter> deadLetters(RunKey run) {
        Shelf shelf = shelves.get(run);
        return shelf == null ? List.of() : List.copyOf(shelf.deadLetters.values());
    }

    @Override
    public synchronized Page<RejectRow> rejects(RunKey run, RejectFilter filter, Optional<String> cursor, int limit) {
        Shelf shelf = shelves.get(run);
        return page(shelf == null ? List.of() : shelf.rejects, filter, cursor, limit);
    }

    @Override
    public synchronized Page<RejectRow> retriedRejects(RunKey run, int amendment, Optional<String> cursor, int limit) {
        Shelf shelf = shelves.get(run);
        Collection<RejectRow> retried = shelf == null ? null : shelf.retried.get(amendment);
        return page(retried == null ? List.of() : retried, RejectFilter.ALL, cursor, limit);
    }

    private static Page<RejectRow> page(
            Collection<RejectRow> rows, RejectFilter filter, Optional<String> cursor, int limit) {
        Optional<Cursors.RejectPlace> after = cursor.map(Cursors.RejectPlace::parse);
        List<RejectRow> read = rows.stream()
                .filter(filter::admits)
                .filter(row -> after.filter(place -> Cursors.RejectPlace.of(row).compareTo(place) <= 0)
                        .isEmpty())
                .limit(limit + 1L)
                .toList();
        return Page.of(read, limit, row -> Cursors.RejectPlace.of(row).text());
    }

    @Override
    public synchronized Page<RunTally> runs(RunFilter filter, Optional<String> cursor, int limit) {
        Optional<Cursors.RunPlace> after = cursor.map(Cursors.RunPlace::parse);
        List<RunTally> read = shelves.values().stream()
                .flatMap(shelf -> Stream.ofNullable(shelf.tally))
                .filter(tally -> !tally.run().amends())
                .filter(filter::admits)
                .filter(tally -> after.filter(
                                place -> Cursors.RunPlace.of(tally).compareTo(place) <= 0)
                        .isEmpty())
                .sorted(Comparator.comparing(Cursors.RunPlace::of))
                .limit(limit + 1L)
                .toList();
        return Page.of(read, limit, tally -> Cursors.RunPlace.of(tally).text());
    }

    @Override
    public synchronized List<String> runIds(String beginning, int most) {
        return shelves.values().stream()
                .flatMap(shelf -> Stream.ofNullable(shelf.tally))
                .filter(tally -> !tally.run().amends())
                .map(tally -> tally.run().run())
                .filter(id -> id.startsWith(beginning))
                .distinct()
                .limit(most)
                .toList();
    }

    @Override
    public synchronized Optional<RunKey> findLatestAttempt(String runId) {
        return shelves.values().stream()
                .flatMap(shelf -> Stream.ofNullable(shelf.tally))
                .map(RunTally::run)
                .filter(run -> run.run().equals(runId))
                .max(Comparator.comparingInt(RunKey::attempt).thenComparing(RunKey::pipeline));
    }

    private Shelf shelf(RunKey run) {
        return shelves.computeIfAbsent(run, key -> new Shelf());
    }

    private RunTally tally(RunKey run, Instant at) {
        RunTally tally = shelf(run).tally;
        return tally == null ? RunTally.unheard(run, at) : tally;
    }

    private void put(RunTally tally) {
        shelf(tally.run()).tally = tally;
    }

    private Bucket bucket(BucketKey key, Instant at) {
        return findBucket(key).orElseGet(() -> Bucket.empty(key, at));
    }

    private Bucket put(Bucket bucket) {
        BucketKey key = bucket.key();
        shelf(key.run()).buckets.put(new Place(key.bucket(), key.step()), kept(bucket));
        return bucket;
    }

    /** In bytes when it is full: a long run has thousands that hardly anyone asks for. */
    private static Supplier<Bucket> kept(Bucket bucket) {
        if (!bucket.isFull(BucketKey.CHUNKS)) {
            return () -> bucket;
        }
        BucketKey key = bucket.key();
        byte[] bytes = BucketBytes.write(bucket);
        return () -> BucketBytes.read(key, bytes);
    }
}
