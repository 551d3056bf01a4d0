package io.quadrille.observer.ledger;

import io.quadrille.events.Counts;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the ledger knows of 64 chunks at one step. Immutable. Slots are places in the bucket, from 0.
 *
 * @param cells the outcomes, by slot
 * @param rejects the slots whose reject rows are in the ledger
 * @param dead the records of the dead letters told of at this step, by slot; they stand only where closed and not done
 * @param closed a bit per slot, lowest first: no outcome is awaited, as the chunk is dead at this step or before it
 * @param reasons why records were rejected, of the slots whose reject rows are in the ledger and were not taken up again
 * @param touched when something was last added
 * @param amended what amendments did, by slot
 */
public record Bucket(
        BucketKey key,
        SortedMap<Integer, Cell> cells,
        SortedMap<Integer, RejectMark> rejects,
        SortedMap<Integer, Long> dead,
        long closed,
        RejectReasons reasons,
        Instant touched,
        SortedMap<Integer, SlotAmendment> amended) {

    public Bucket {
        amended = Collections.unmodifiableSortedMap(amended);
        cells = Collections.unmodifiableSortedMap(cells);
        rejects = Collections.unmodifiableSortedMap(rejects);
        dead = Collections.unmodifiableSortedMap(dead);
    }

    /** Whether the chunk's reject rows are in the ledger: some may have been taken up since. */
    public boolean hasRejects(int slot) {
        return rejects.containsKey(slot);
    }

    public static Bucket empty(BucketKey key, Instant at) {
        return new Bucket(
                key, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0, RejectReasons.NONE, at, new TreeMap<>());
    }

    /** Whether an outcome can be added by a plain update: the chunk has none and is not closed. */
    public boolean awaits(int slot) {
        return !cells.containsKey(slot) && !isClosed(slot);
    }

    public boolean isClosed(int slot) {
        return (closed >>> slot & 1) != 0;
    }

    /** Whether the chunk is dead at this very step. */
    public boolean isDead(int slot) {
        return dead.containsKey(slot) && isClosed(slot) && !cells.containsKey(slot);
    }

    /** Whether nothing more is awaited: done with its reject rows in, or closed. */
    public boolean isSettled(int slot) {
        Cell cell = cells.get(slot);
        return cell == null ? isClosed(slot) : cell.counts().rejected() == 0 || rejects.containsKey(slot);
    }

    /** Whether the first so many slots are settled. */
    public boolean isFull(int slots) {
        for (int slot = 0; slot < slots; slot++) {
            if (!isSettled(slot)) {
                return false;
            }
        }
        return true;
    }

    /** The slots something is known of, as bits. */
    public long known() {
        long known = closed;
        for (int slot : cells.keySet()) {
            known |= 1L << slot;
        }
        for (int slot : dead.keySet()) {
            known |= 1L << slot;
        }
        return known;
    }

    public BucketSums sums() {
        Counts counts = Counts.ZERO;
        long[] waiting = new long[LogHistogram.COUNTERS];
        long[] working = new long[LogHistogram.COUNTERS];
        for (var cell : cells.entrySet()) {
            counts = counts.plus(standing(cell.getKey()));
            waiting[cell.getValue().times().waiting()]++;
            working[cell.getValue().times().working()]++;
        }
        long deadLettered = 0;
        int deadChunks = 0;
        for (var letter : dead.entrySet()) {
            if (isDead(letter.getKey())) {
                deadLettered += letter.getValue();
                deadChunks++;
            }
        }
        long retried =
                amended.values().stream().mapToLong(SlotAmendment::retried).sum();
        return new BucketSums(
                counts,
                deadLettered,
                deadChunks,
                LogHistogram.of(waiting),
                LogHistogram.of(working),
                Timeline.of(cells.values()),
                reasons,
                retried);
    }

    public SlotAmendment amendment(int slot) {
        return amended.getOrDefault(slot, SlotAmendment.NONE);
    }

    /** The counts of a chunk that is done, without the rejects that were taken up again. */
    public Counts standing(int slot) {
        Cell cell = cells.get(slot);
        Counts told = cell == null ? Counts.ZERO : cell.counts();
        return new Counts(
                told.in(),
                told.out(),
                told.expanded(),
                told.rejected() - amendment(slot).retried(),
                told.filtered(),
                told.loaded());
    }

    /** With an outcome that it {@link #awaits}. */
    public Bucket withCell(int slot, Cell cell, Instant at) {
        return new Bucket(key, put(cells, slot, cell), rejects, dead, closed, reasons, at, amended);
    }

    /** @param why the reasons of the rejects that are marked */
    public Bucket withRejects(int slot, RejectMark mark, RejectReasons why, Instant at) {
        return new Bucket(key, cells, put(rejects, slot, mark), dead, closed, reasons.with(why), at, amended);
    }

    public Bucket withDead(int slot, long records, Instant at) {
        return new Bucket(key, cells, rejects, put(dead, slot, records), closed, reasons, at, amended);
    }

    public Bucket withClosed(long slots) {
        return new Bucket(key, cells, rejects, dead, slots, reasons, touched, amended);
    }

    /** @param taken the reasons of the rejects that are taken up again */
    Bucket withRetried(int slot, RejectReasons taken, Instant at) {
        SortedMap<Integer, SlotAmendment> after =
                put(amended, slot, amendment(slot).withRetried(taken.total()));
        return new Bucket(key, cells, rejects, dead, closed, reasons.minus(taken), at, after);
    }

    /** Without a chunk's dead letter, which is sent again. */
    Bucket withRedriven(int slot, int redrive, Instant at) {
        SortedMap<Integer, Long> alive = new TreeMap<>(dead);
        alive.remove(slot);
        SortedMap<Integer, SlotAmendment> after =
                put(amended, slot, amendment(slot).withRedrive(redrive));
        return new Bucket(key, cells, rejects, alive, closed, reasons, at, after);
    }

    private static <V> SortedMap<Integer, V> put(SortedMap<Integer, V> map, int slot, V value) {
        SortedMap<Integer, V> more = new TreeMap<>(map);
        more.put(slot, value);
        return more;
    }
}
