package io.quadrille.local.memory;

import io.quadrille.events.records.Field;
import io.quadrille.local.tables.RowLayout;
import io.quadrille.local.tables.TableKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One table in memory. Rows stand one after another in large arrays, found by a hash of their keys: millions of objects
 * would cost the collector more than the rows are worth. A put holds the lock for all its rows. Thread safe.
 */
final class MemoryTable {
    private static final int FIRST_PLACES = 1 << 10;
    private static final int TRIES_IN_LEAPS = 16;

    private static final int FIRST_SLAB_BYTES = 1 << 16;
    private static final int LARGEST_SLAB_BYTES = 1 << 20;

    private final TableKey key;
    private final Map<RowLayout, Integer> numbers = new HashMap<>();
    private final Writers writers = new Writers();
    // Written once: a row that replaces another stands elsewhere, so that a read goes on over those it has seen.
    private List<byte[]> slabs = new ArrayList<>();
    private int slabLength;
    private long liveBytes;
    private long allBytes;
    private int count;
    /** Open addressing: 0 where no row is, else the slab's index and the place in it, the former plus 1. */
    private long[] places = new long[FIRST_PLACES];

    private int[] hashes = new int[FIRST_PLACES];

    MemoryTable(TableKey key) {
        this.key = key;
    }

    TableKey key() {
        return key;
    }

    /** The number of the layout, from 1 in the order they were first written. */
    synchronized int layoutOf(List<Field> fields) {
        RowLayout layout = RowLayout.of(fields);
        numbers.putIfAbsent(layout, numbers.size() + 1);
        return numbers.getOrDefault(layout, 0);
    }

    synchronized SortedMap<Integer, RowLayout> layouts() {
        SortedMap<Integer, RowLayout> layouts = new TreeMap<>();
        numbers.forEach((layout, number) -> layouts.put(number, layout));
        return layouts;
    }

    /** Puts each row unless its key holds an equal or greater version. */
    synchronized void put(OfferedRows rows, int layout) {
        for (int row = 0; row < rows.count(); row++) {
            put(rows, row, layout);
        }
        if (allBytes > 2 * liveBytes + LARGEST_SLAB_BYTES) {
            compact();
        }
    }

    private void put(OfferedRows rows, int row, int layout) {
        int slot = slotOf(rows, row);
        int writer = writers.numberOf(rows.version(row).writer());
        if (places[slot] != 0) {
            StoredRow stored = at(places[slot]);
            if (!writers.isGreater(rows, row, writer, stored)) {
                return;
            }
            liveBytes -= stored.length();
        } else {
            count++;
        }
        int length = StoredRow.length(rows.keyLength(row), rows.bodyLength(row));
        long place = reserve(length);
        StoredRow.write(slabs.get(slabs.size() - 1), (int) place, rows, row, writer, layout);
        places[slot] = place;
        hashes[slot] = rows.hash(row);
        liveBytes += length;
        if (count > places.length / 2) {
            grow();
        }
    }

    /** The place where the key's row is, or where it would be. */
    private int slotOf(OfferedRows rows, int row) {
        int hash = rows.hash(row);
        int slot = hash & places.length - 1;
        for (int tried = 0;
                places[slot] != 0 && (hashes[slot] != hash || !at(places[slot]).hasKeyOf(rows, row));
                tried++) {
            slot = next(slot, tried);
        }
        return slot;
    }

    private int next(int slot, int tried) {
        return next(slot, tried, places.length);
    }

    /**
     * Where to look after a slot that another key has: beside it, then where the run of keys behind this one's would stand, and
     * beside that, and so on. Slot by slot each key of a run would pass all of the run that took its slots. After so many tries
     * slot by slot from there, which comes to every slot.
     *
     * @param tried how many slots before this one
     * @param slots a power of two
     */
    static int next(int slot, int tried, int slots) {
        if (tried >= TRIES_IN_LEAPS) {
            return slot + 1 & slots - 1;
        }
        return tried % 2 == 0 ? slot ^ 1 : (slot ^ 1) + RowKey.RUN & slots - 1;
    }

    private StoredRow at(long place) {
        return new StoredRow(slabs.get((int) (place >>> Integer.SIZE) - 1), (int) place);
    }

    /** Room for a row at the end of the last slab, or of a new one. */
    private long reserve(int length) {
        if (slabs.isEmpty() || length > slabs.get(slabs.size() - 1).length - slabLength) {
            int usual = slabs.isEmpty() ? FIRST_SLAB_BYTES : LARGEST_SLAB_BYTES;
            slabs.add(new byte[Math.max(usual, length)]);
            slabLength = 0;
        }
        long place = (long) slabs.size() << Integer.SIZE | slabLength;
        slabLength += length;
        allBytes += length;
        return place;
    }

    private void grow() {
        long[] oldPlaces = places;
        int[] oldHashes = hashes;
        places = new long[oldPlaces.length * 2];
        hashes = new int[places.length];
        for (int old = 0; old < oldPlaces.length; old++) {
            if (oldPlaces[old] != 0) {
                int slot = oldHashes[old] & places.length - 1;
                for (int tried = 0; places[slot] != 0; tried++) {
                    slot = next(slot, tried);
                }
                places[slot] = oldPlaces[old];
                hashes[slot] = oldHashes[old];
            }
        }
    }

    /** Leaves the rows that were replaced behind. */
    private void compact() {
        List<byte[]> before = slabs;
        slabs = new ArrayList<>();
        allBytes = 0;
        for (int slot = 0; slot < places.length; slot++) {
            if (places[slot] != 0) {
                StoredRow row =
                        new StoredRow(before.get((int) (places[slot] >>> Integer.SIZE) - 1), (int) places[slot]);
                long place = reserve(row.length());
                System.arraycopy(row.slab(), row.at(), slabs.get(slabs.size() - 1), (int) place, row.length());
                places[slot] = place;
            }
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<StoredRow> rowsInOrder() {
        List<StoredRow> rows = new ArrayList<>(count);
        for (long place : places) {
            if (place != 0) {
                rows.add(at(place));
            }
        }
        rows.sort(null);
        return rows;
    }
}
