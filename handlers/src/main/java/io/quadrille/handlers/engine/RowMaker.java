package io.quadrille.handlers.engine;

import io.quadrille.events.json.JsonText;
import io.quadrille.events.records.BareRecord;
import io.quadrille.events.records.Origin;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version;
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
        Object value = record.value(places[part]);
        if (!(value instanceof JsonText text) || text.length() == 0 || text.length() > mostBytes) {
            ItemLimits.requireKey(keys.get(part), value, mostBytes);
        } // else it is a key at the first look: JSON has no fewer bytes than the text itself
    }

    /** @throws io.quadrille.handlers.Reject as {@link #requireKeys} */
    VersionedRecord row(Origin origin, BareRecord record) {
        return row(new Version(writer, origin.line(), origin.ordinal()), record);
    }

    private VersionedRecord row(Version version, BareRecord record) {
        @Nullable Object sort = places.length == 1 ? null : key(record, 1, ItemLimits.SORT_BYTES);
        return new VersionedRecord(key(record, 0, ItemLimits.PARTITION_BYTES), sort, version, record);
    }

    private Object key(BareRecord record, int part, int mostBytes) {
        return ItemLimits.requireKey(keys.get(part), record.value(places[part]), mostBytes);
    }
}
