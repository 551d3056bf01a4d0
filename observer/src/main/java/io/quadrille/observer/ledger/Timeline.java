package io.quadrille.observer.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step reported over time, in at most {@value #MOST} slots. Slots begin at a quarter of a second and double until
 * few enough are left; those in which nothing was reported do not count. The same outcomes give the same slots in
 * whatever order they are added up, and what was added can be taken out again. Immutable.
 *
 * @param level slots are 250 ms times two to this power
 * @param slots by number: how many slots of this level lie between 2020 and it
 */
public record Timeline(int level, SortedMap<Long, Slot> slots) {
    public static final int MOST = 64;
    public static final Timeline EMPTY = new Timeline(0, new TreeMap<>());
    private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");
    private static final long QUARTER_MILLIS = 250;
    private static final long LAST_QUARTER = (1L << 32) - 1;

    public Timeline {
        slots = Collections.unmodifiableSortedMap(slots);
    }

    /**
     * What was reported in one slot.
     *
     * @param chunks how many outcomes
     * @param in records consumed
     * @param out records emitted or loaded
     * @param waitMicros the sum over the outcomes, right to within a factor of 2.5, as is the next
     */
    public record Slot(long chunks, long in, long out, long waitMicros, long workMicros) {
        static final Slot NONE = new Slot(0, 0, 0, 0, 0);

        static Slot of(Cell cell) {
            return new Slot(
                    1,
                    cell.counts().in(),
                    cell.counts().out() + cell.counts().loaded(),
                    LogHistogram.typicalMicros(cell.times().waiting()),
                    LogHistogram.typicalMicros(cell.times().working()));
        }

        Slot plus(Slot more, int sign) {
            return new Slot(
                    chunks + sign * more.chunks,
                    in + sign * more.in,
                    out + sign * more.out,
                    waitMicros + sign * more.waitMicros,
                    workMicros + sign * more.workMicros);
        }
    }

    /** The number of the quarter second that a moment is in, in 32 bits: from 2020 to 2054, and the nearest beyond. */
    static long quarterOf(Instant moment) {
        long quarter = Math.floorDiv(Duration.between(BEGINNING, moment).toMillis(), QUARTER_MILLIS);
        return Math.max(0, Math.min(LAST_QUARTER, quarter));
    }

    static Instant quarterBegins(long quarter) {
        return BEGINNING.plusMillis(quarter * QUARTER_MILLIS);
    }

    public static Timeline of(Collection<Cell> cells) {
        SortedMap<Long, Slot> slots = new TreeMap<>();
        for (Cell cell : cells) {
            slots.merge(cell.times().quarter(), Slot.of(cell), (one, other) -> one.plus(other, 1));
        }
        return new Timeline(0, slots).fitted();
    }

    public Timeline plus(Timeline more) {
        return combine(more, 1).fitted();
    }

    public Timeline minus(Timeline less) {
        return combine(less, -1);
    }

    private Timeline combine(Timeline other, int sign) {
        int common = Math.max(level, other.level);
        SortedMap<Long, Slot> sums = new TreeMap<>(coarsenedTo(common).slots);
        other.coarsenedTo(common)
                .slots
                .forEach((number, slot) ->
                        sums.merge(number, Slot.NONE.plus(slot, sign), (one, more) -> one.plus(more, 1)));
        sums.values().removeIf(Slot.NONE::equals);
        return new Timeline(common, sums);
    }

    private Timeline fitted() {
        Timeline fitted = this;
        while (fitted.slots.size() > MOST) {
            fitted = fitted.coarsenedTo(fitted.level + 1);
        }
        return fitted;
    }

    /** The same in slots of a level at least as high. */
    public Timeline coarsenedTo(int coarser) {
        if (coarser == level) {
            return this;
        }
        SortedMap<Long, Slot> merged = new TreeMap<>();
        slots.forEach(
                (number, slot) -> merged.merge(number >> coarser - level, slot, (one, other) -> one.plus(other, 1)));
        return new Timeline(coarser, merged);
    }

    public Duration slotLength() {
        return Duration.ofMillis(QUARTER_MILLIS << level);
    }

    /** When a slot begins. */
    public Instant begins(long number) {
        return quarterBegins(number << level);
    }

    /** The number of the slot that a moment is in. */
    public long slotOf(Instant moment) {
        return quarterOf(moment) >> level;
    }

    /** About 15 bytes a slot. */
    void writeTo(ByteArrayOutputStream bytes) {
        Varints.write(bytes, level);
        Varints.write(bytes, slots.size());
        long before = 0;
        for (Map.Entry<Long, Slot> entry : slots.entrySet()) {
            Varints.write(bytes, entry.getKey() - before);
            before = entry.getKey();
            Slot slot = entry.getValue();
            for (long each : new long[] {slot.chunks(), slot.in(), slot.out(), slot.waitMicros(), slot.workMicros()}) {
                Varints.write(bytes, each);
            }
        }
    }

    static Timeline readFrom(ByteBuffer bytes) {
        int level = (int) Varints.read(bytes);
        int size = (int) Varints.read(bytes);
        SortedMap<Long, Slot> slots = new TreeMap<>();
        long number = 0;
        for (int i = 0; i < size; i++) {
            number += Varints.read(bytes);
            slots.put(
                    number,
                    new Slot(
                            Varints.read(bytes),
                            Varints.read(bytes),
                            Varints.read(bytes),
                            Varints.read(bytes),
                            Varints.read(bytes)));
        }
        return new Timeline(level, slots);
    }
}
