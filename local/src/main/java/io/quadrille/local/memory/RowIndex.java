package io.quadrille.local.memory;

import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * Where a table's rows stand, by the hashes of their keys. It grows a segment at a time: one that is half full becomes two, by
 * one more of the leading bits that its hashes share (extendible hashing). Twice as large in one piece, it would keep
 * every writer waiting the longer the more rows there are, and a collector would copy it on one thread. Guarded by the
 * table's lock.
 */
final class RowIndex {
    private static final int SEGMENT_SLOTS = 1 << 12;
    /** From there on a segment becomes larger instead: of keys that were chosen so, more bits of the hashes may be alike. */
    private static final int MOST_BITS = 16;

    private static final int TRIES_IN_LEAPS = 16;

    private int bits = 1;
    /** By the leading bits of a hash; a segment whose hashes share fewer stands here several times in a row. */
    private Segment[] segments;

    RowIndex() {
        Segment first = new Segment(0, SEGMENT_SLOTS);
        segments = new Segment[] {first, first};
    }

    /** The only one to have a row of this hash. */
    Segment segmentOf(int hash) {
        return segments[hash >>> Integer.SIZE - bits];
    }

    /** Notes where a row of another key stands. Segments asked for before may be none of the index afterwards. */
    void add(Segment segment, int slot, int hash, long place) {
        segment.set(slot, hash, place);
        if (segment.count > segment.places.length / 2) {
            if (segment.bits < MOST_BITS) {
                split(segment, hash);
            } else {
                segment.grow();
            }
        }
    }

    private void split(Segment full, int hash) {
        if (full.bits == bits) {
            doubleSegments();
        }
        Segment low = new Segment(full.bits + 1, SEGMENT_SLOTS);
        Segment high = new Segment(full.bits + 1, SEGMENT_SLOTS);
        int bit = 1 << Integer.SIZE - full.bits - 1;
        for (int slot = 0; slot < full.places.length; slot++) {
            if (!full.isFree(slot)) {
                ((full.hashes[slot] & bit) == 0 ? low : high).add(full.hashes[slot], full.places[slot]);
            }
        }
        int half = 1 << bits - full.bits - 1;
        int begin = (hash >>> Integer.SIZE - bits) & -2 * half;
        Arrays.fill(segments, begin, begin + half, low);
        Arrays.fill(segments, begin + half, begin + 2 * half, high);
    }

    private void doubleSegments() {
        Segment[] before = segments;
        segments = new Segment[before.length * 2];
        for (int i = 0; i < segments.length; i++) {
            segments[i] = before[i / 2];
        }
        bits++;
    }

    /** Shows the place of every row, in no order. */
    void forEach(LongConsumer visitor) {
        moveAll(place -> {
            visitor.accept(place);
            return place;
        });
    }

    /** Asks for every row where it stands from now on. */
    void moveAll(LongUnaryOperator newPlace) {
        for (int i = 0; i < segments.length; i += 1 << bits - segments[i].bits) {
            long[] places = segments[i].places;
            for (int slot = 0; slot < places.length; slot++) {
                if (places[slot] != 0) {
                    places[slot] = newPlace.applyAsLong(places[slot]);
                }
            }
        }
    }

    /** Rows whose hashes share leading bits. Open addressing: a row stands in the first free slot that is tried for its hash. */
    static final class Segment {
        private final int bits;
        private int count;
        /** 0 where no row is. */
        private long[] places;

        private int[] hashes;

        /** @param slots a power of two */
        private Segment(int bits, int slots) {
            this.bits = bits;
            this.places = new long[slots];
            this.hashes = new int[slots];
        }

        int firstSlotOf(int hash) {
            return hash & places.length - 1;
        }

        /**
         * Where to look after a slot that another key has: beside it, then where the run of keys behind this one's would stand,
         * and beside that, and so on. Slot by slot each key of a run would pass all of the run that took its slots. After so
         * many tries slot by slot from there, which comes to every slot.
         *
         * @param tried how many slots before this one
         */
        int next(int slot, int tried) {
            int last = places.length - 1;
            if (tried >= TRIES_IN_LEAPS) {
                return slot + 1 & last;
            }
            return tried % 2 == 0 ? slot ^ 1 : (slot ^ 1) + RowKey.RUN & last;
        }

        boolean isFree(int slot) {
            return places[slot] == 0;
        }

        /** Not 0. */
        long place(int slot) {
            return places[slot];
        }

        int hash(int slot) {
            return hashes[slot];
        }

        /** The row of this slot stands elsewhere from now on. */
        void move(int slot, long place) {
            places[slot] = place;
        }

        private void set(int slot, int hash, long place) {
            places[slot] = place;
            hashes[slot] = hash;
            count++;
        }

        private void add(int hash, long place) {
            int slot = firstSlotOf(hash);
            for (int tried = 0; !isFree(slot); tried++) {
                slot = next(slot, tried);
            }
            set(slot, hash, place);
        }

        private void grow() {
            long[] oldPlaces = places;
            int[] oldHashes = hashes;
            long[] newPlaces = new long[oldPlaces.length * 2];
            int[] newHashes = new int[newPlaces.length]; // if there is no memory for it, all stays as it was
            places = newPlaces;
            hashes = newHashes;
            count = 0;
            for (int slot = 0; slot < oldPlaces.length; slot++) {
                if (oldPlaces[slot] != 0) {
                    add(oldHashes[slot], oldPlaces[slot]);
                }
            }
        }
    }
}
