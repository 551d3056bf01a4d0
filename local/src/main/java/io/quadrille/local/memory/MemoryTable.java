package io.quadrille.local.memory;

import io.quadrille.events.records.Field;
import io.quadrille.handlers.ports.Version.Writer;
import io.quadrille.local.tables.RowLayout;
import io.quadrille.local.tables.TableKey;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int FIRST_SLAB_BYTES = 1 << 16;
    private static final int LARGEST_SLAB_BYTES = 1 << 20;
    /** From there on rows that are put together get a slab of their own size rather than the beginning of a large one. */
    private static final int OWN_SLAB_BYTES = 1 << 15;

    private static final byte[] LEFT = new byte[0];

    private final TableKey key;
    private final Map<RowLayout, Integer> numbers = new HashMap<>();
    private final Writers writers = new Writers();
    // Rows are never written over: one that replaces another stands elsewhere, so that a read goes on over those it has
    // seen.
    private final List<byte[]> slabs = new ArrayList<>();
    /** The index of the slab that has room at its end, and where that begins; -1 before the first. */
    private int open = -1;

    private int openLength;
    /** While rows are moved out of the first slabs: how many these are, and the bytes of their rows; else 0. */
    private int leaving;

    private long leavingBytes;
    private long liveBytes;
    private long allBytes;
    private final RowIndex index = new RowIndex();
    private int count;

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

    /** The number of the writer in the table's rows. */
    synchronized int writerOf(Writer writer) {
        return writers.numberOf(writer);
    }

    /** Puts each row unless its key holds an equal or greater version. */
    synchronized void put(OfferedRows rows) {
        long first = keep(rows);
        boolean anyPut = false;
        for (int row = 0; row < rows.count(); row++) {
            anyPut |= put(first + rows.begin(row), rows.hash(row));
        }
        if (!anyPut) {
            takeBack(first, rows.length());
        }
        if (allBytes > 2 * liveBytes + LARGEST_SLAB_BYTES) {
            compact();
        }
    }

    private boolean put(long place, int hash) {
        StoredRow row = at(place);
        RowIndex.Segment segment = index.segmentOf(hash);
        int slot = slotOf(row, hash, segment);
        if (segment.isFree(slot)) {
            count++;
            liveBytes += row.length();
            index.add(segment, slot, hash, place); // which notes the row before anything in it can fail
            return true;
        }
        StoredRow stored = at(segment.place(slot));
        if (!writers.isGreater(row, stored)) {
            return false;
        }
        liveBytes += row.length() - stored.length();
        segment.move(slot, place);
        return true;
    }

    /** The slot of the key's row, or that it would take. */
    private int slotOf(StoredRow row, int hash, RowIndex.Segment segment) {
        int slot = segment.firstSlotOf(hash);
        for (int tried = 0;
                !segment.isFree(slot)
                        && (segment.hash(slot) != hash
                                || !at(segment.place(slot)).hasKeyOf(row));
                tried++) {
            slot = segment.next(slot, tried);
        }
        return slot;
    }

    private StoredRow at(long place) {
        return new StoredRow(slabs.get(slabOf(place)), (int) place);
    }

    /** A place is in the upper half the index of its slab, plus 1, as 0 is no place; in the lower where in it. */
    private static int slabOf(long place) {
        return (int) (place >>> Integer.SIZE) - 1;
    }

    private static long place(int slab, int at) {
        return (slab + 1L) << Integer.SIZE | at;
    }

    /** Copies rows into the open slab, or to a slab of their own. @return the place of the first */
    private long keep(OfferedRows rows) {
        int length = rows.length();
        if (length > roomLeft() && length >= OWN_SLAB_BYTES) {
            slabs.add(Arrays.copyOf(rows.bytes(), length)); // which clears no memory first
            allBytes += length;
            return place(slabs.size() - 1, 0);
        }
        long place = reserve(length);
        System.arraycopy(rows.bytes(), 0, slabs.get(open), (int) place, length);
        return place;
    }

    /** Gives up what was kept last, of which no place is known. */
    private void takeBack(long place, int length) {
        if (slabOf(place) == open) {
            openLength -= length;
        } else {
            slabs.remove(slabOf(place));
        }
        allBytes -= length;
    }

    /** Room at the end of the open slab, or of a new one. @return its place */
    private long reserve(int length) {
        if (length > roomLeft()) {
            int usual = slabs.isEmpty() ? FIRST_SLAB_BYTES : LARGEST_SLAB_BYTES;
            slabs.add(new byte[Math.max(usual, length)]);
            open = slabs.size() - 1;
            openLength = 0;
        }
        long place = place(open, openLength);
        openLength += length;
        allBytes += length;
        return place;
    }

    private int roomLeft() {
        return open < 0 ? 0 : slabs.get(open).length - openLength;
    }

    /**
     * Leaves the rows that were replaced behind. Should memory run out, each row stands at its old place or at its new one, and the
     * next time goes on with the others.
     */
    private void compact() {
        if (leaving == 0) {
            leaving = slabs.size();
            leavingBytes = allBytes;
            open = -1;
        }
        index.moveAll(old -> {
            if (slabOf(old) >= leaving) {
                return old;
            }
            StoredRow row = at(old);
            long place = reserve(row.length());
            System.arraycopy(row.slab(), row.at(), slabs.get(open), (int) place, row.length());
            return place;
        });
        slabs.subList(0, leaving).replaceAll(slab -> LEFT); // an entry of four bytes stays of each
        allBytes -= leavingBytes;
        leaving = 0;
    }

    synchronized long count() {
        return count;
    }

    /** The memory its rows have, used or not. */
    synchronized long slabBytes() {
        return slabs.stream().mapToLong(slab -> slab.length).sum();
    }

    synchronized List<StoredRow> rowsInOrder() {
        List<StoredRow> rows = new ArrayList<>(count);
        index.forEach(place -> rows.add(at(place)));
        rows.sort(null);
        return rows;
    }
}
