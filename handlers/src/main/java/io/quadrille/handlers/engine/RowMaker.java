package io.quadrille.handlers.engine;

import io.quadrille.events.records.BareRecord;
import io.quadrille.events.records.Origins;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of a chunk.
 *
 * @param keys the names of the table's key columns, one or two
 * @param places where they stand in a record
 * @param writer the rows'
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowMaker(List<String> keys, int[] places, Writer writer) {
    /** @throws io.quadrille.handlers.Reject if the record has no key that a table takes */
    void requireKeys(BareRecord record) {
        requireKey(record, 0, ItemLimits.PARTITION_BYTES);
        if (places.length > 1) {
            requireKey(record, 1, ItemLimits.SORT_BYTES);
        }
    }

    private void requireKey(BareRecord record, int part, int mostBytes) {
        int bytes = record.mostBytes(places[part]);
        if (bytes <= 0 || bytes > mostBytes) {
            key(record, part, mostBytes);
        } // else a short text, a flag or a number of 64 bits: a key at the first look
    }

    /** @param index of the record's origin @throws io.quadrille.handlers.Reject as {@link #requireKeys} */
    VersionedRecord row(Origins origins, int index, BareRecord record) {
        Object partition = key(record, 0, ItemLimits.PARTITION_BYTES);
        @Nullable Object sort = places.length == 1 ? null : key(record, 1, ItemLimits.SORT_BYTES);
        return new VersionedRecord(partition, sort, writer, origins.line(index), origins.ordinal(index), record);
    }

    private Object key(BareRecord record, int part, int mostBytes) {
        return ItemLimits.requireKey(keys.get(part), record.value(places[part]), mostBytes);
    }
}
