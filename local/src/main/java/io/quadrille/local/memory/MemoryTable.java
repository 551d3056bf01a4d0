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

    private final TableKey key;
    private final Map<RowLayout, Integer> numbers = new HashMap<>();
    private final Writers writers = new Writers();
    // Written once: a row that replaces another stands elsewhere, so that a read goes on over those it has seen.
    private List<byte[]> slabs = new ArrayList<>();
    private int slabLength;
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
        for (int row = 0; row < rows.count(); row++) {
            put(first + rows.begin(row), rows.hash(row));
        }
        if (allBytes > 2 * liveBytes + LARGEST_SLAB_BYTES) {
            compact();
        }
    }

    private void put(long place, int hash) {
        StoredRow row = at(place);
        RowIndex.Segment segment = index.segmentOf(hash);
        int slot = slotOf(row, hash, segment);
        if (segment.isFree(slot)) {
            count++;
            liveBytes += row.length();
            index.add(segment, slot, hash, place);
            return;
        }
        StoredRow stored = at(segment.place(slot));
        if (writers.isGreater(row, stored)) {
            liveBytes += row.length() - stored.length();
            segment.move(slot, place);
        }
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
        return at(place, slabs);
    }

    private static StoredRow at(long place, List<byte[]> slabs) {
        return new StoredRow(slabs.get((int) (place >>> Integer.SIZE) - 1), (int) place);
    }

    /** Copies rows to the end of the last slab, or to a new one. @return the place of the first */
    private long keep(OfferedRows rows) {
        int length = rows.length();
        if (length > roomLeft() && length >= OWN_SLAB_BYTES) {
            slabs.add(Arrays.copyOf(rows.bytes(), length)); // which clears no memory first
            slabLength = length;
            allBytes += length;
            return (long) slabs.size() << Integer.SIZE;
        }
        long place = reserve(length);
        System.arraycopy(rows.bytes(), 0, slabs.get(slabs.size() - 1), (int) place, length);
        return place;
    }

    /** Room for rows at the end of the last slab, or of a new one: the slab's index plus 1, and the place in it. */
    private long reserve(int length) {
        if (length > roomLeft()) {
            int usual = slabs.isEmpty() ? FIRST_SLAB_BYTES : LARGEST_SLAB_BYTES;
            slabs.add(new byte[Math.max(usual, length)]);
            slabLength = 0;
        }
        long place = (long) slabs.size() << Integer.SIZE | slabLength;
        slabLength += length;
        allBytes += length;
        return place;
    }

    private int roomLeft() {
        return slabs.isEmpty() ? 0 : slabs.get(slabs.size() - 1).length - slabLength;
    }

    /** Leaves the rows that were replaced behind. */
    private void compact() {
        List<byte[]> before = slabs;
        slabs = new ArrayList<>();
        allBytes = 0;
        index.moveAll(old -> {
            StoredRow row = at(old, before);
            long place = reserve(row.length());
            System.arraycopy(row.slab(), row.at(), slabs.get(slabs.size() - 1), (int) place, row.length());
            return place;
        });
    }

    synchronized long count() {
        return count;
    }

    synchronized List<StoredRow> rowsInOrder() {
        List<StoredRow> rows = new ArrayList<>(count);
        index.forEach(place -> rows.add(at(place)));
        rows.sort(null);
        return rows;
    }
}
