package io.quadrille.handlers.ports;

import io.quadrille.events.json.JsonText;
import io.quadrille.events.records.BareRecord;
import io.quadrille.events.records.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables that records are loaded into by their natural key; the greatest version wins, in whatever order they arrive.
 * Thread safe.
 */
public interface RecordTable {
    /**
     * Writes each record unless its key holds an equal or greater version. A write without records makes an empty table,
     * where the store makes its tables itself.
     *
     * <p>A key may stand more than once in a write. That a record's key holds an equal or greater version is no failure.
     *
     * @throws RetryableFailure if the store does not answer; any part of the write may then be applied
     */
    void write(TableWrite write);

    /**
     * Records for one table. They are already within the store's limits.
     *
     * @param table the table's name
     * @param keys one or two column names: partition and sort key
     * @param fields the columns of the values, in order
     * @param records each may be made when it is asked for, and again when it is asked for again; to be read by one thread
     */
    record TableWrite(String table, List<String> keys, List<Field> fields, List<VersionedRecord> records) {}

    /**
     * A record with its key and version.
     *
     * @param partition a String or a Long; never empty
     * @param sort as partition; null where the table has no sort key
     * @param writer of its version, as {@link Version} has it
     * @param line as {@link Version} has it
     * @param ordinal as {@link Version} has it
     * @param record its values, one per field
     */
    record VersionedRecord(
            Object partition, @Nullable Object sort, Version.Writer writer, long line, int ordinal, BareRecord record) {
        /** @param values as {@link #values} gives them */
        public VersionedRecord(Object partition, @Nullable Object sort, Version version, @Nullable Object[] values) {
            this(partition, sort, version.writer(), version.line(), version.ordinal(), BareRecord.of(values));
        }

        /** Its version as one object. */
        public Version version() {
            return new Version(writer, line, ordinal);
        }

        /** One of the same key and version. @param values as {@link #values} gives them */
        public VersionedRecord withValues(@Nullable Object[] values) {
            return new VersionedRecord(partition, sort, writer, line, ordinal, BareRecord.of(values));
        }

        /**
         * One per field: as the record class holds them, an Optional unwrapped (null for its absence); a text is a String
         * or, where it was read from UTF-8 and a String would only be encoded again, a {@link JsonText}.
         */
        public @Nullable Object[] values() {
            return record.values();
        }
    }
}
