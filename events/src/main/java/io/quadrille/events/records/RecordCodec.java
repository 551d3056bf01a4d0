package io.quadrille.events.records;

import io.quadrille.events.json.JsonBuffers;
import io.quadrille.events.records.FieldCipher.FieldPlace;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A chunk's records as JSON and back. Thread safe.
 *
 * <p>The column names stand once, then the origin of each record, then the records as arrays:
 *
 * <pre>{@code {"columns":["id","name"],"origins":[[2,8,0],7],"records":[[17,"Ann"],[18,"Bo"]],
 *  "sealed":{"email":"mC3…"}}}</pre>
 *
 * An origin is the difference to the one before it, the first's to line 0 and byte 0: {@code [lines,bytes,ordinal]}, or the bytes
 * alone where it is the next line and nothing was expanded. Here the records are of lines 2 and 3, from byte 8 and 15 on. What
 * earlier builds wrote is read, too: there each record begins with its line, byte and ordinal, and so do the columns.
 *
 * The values of a sensitive field are no column of the arrays: they stand in {@code sealed} under the field's name, as the
 * base64 text of one ciphertext, which is of the array of the values in the order of the records. Columns that the reader's
 * record class lacks are passed over; optional ones that the payload lacks are absent.
 */
public final class RecordCodec<T> {
    private static final int USUAL_BYTES = 128 * 1024;
    private static final int USUAL_COLUMN_BYTES = 32 * 1024;

    private final RecordType<T> type;
    private final PlainReader<T> plain;
    private final PayloadReader<T> any;
    /** Whether a record's constructor does nothing but keep its values: then it may be called whenever the record is needed. */
    private final boolean createsLate;

    private final JsonBuffers buffers = new JsonBuffers(USUAL_BYTES);
    private final JsonBuffers columnBuffers = new JsonBuffers(USUAL_COLUMN_BYTES);

    public RecordCodec(RecordType<T> type) {
        this.type = type;
        this.plain = new PlainReader<>(type);
        this.any = new PayloadReader<>(type);
        this.createsLate =
                type.layout().isPresent() && type.recordClass().isRecord() && !OwnCode.isIn(type.recordClass());
    }

    /**
     * The records as one payload.
     *
     * @param columns the records' columns; the record class's own, or the file's for {@link TextRecord}
     * @throws UnencodableRecord naming the first record that cannot be written; the others may be encoded without it
     */
    public byte[] encode(List<Traced<T>> records, List<String> columns, FieldCipher cipher) {
        RecordEncoder<T> encoder = encoder(columns, RecordEncoder.Passed.NONE);
        for (Traced<T> traced : records) {
            try {
                encoder.add(traced.origin(), traced.record(), 0);
            } catch (UnencodableRecord | NullPointerException e) {
                // Both kinds of message are our own, and hold no values.
                throw new UnencodableRecord(
                        traced.origin(), "line " + traced.origin().line() + " of " + type + ": " + e.getMessage());
            }
        }
        return encoder.finish(cipher);
    }

    /**
     * A payload of records to come.
     *
     * @param columns as for {@link #encode}
     */
    public RecordEncoder<T> encoder(List<String> columns, RecordEncoder.Passed passed) {
        return new RecordEncoder<>(type, columns, passed, buffers, columnBuffers);
    }

    /** @throws UndecodableRecords if the payload is not of the form above; its message names the place, no value */
    public DecodedRecords<T> decode(byte[] payload, FieldCipher cipher) {
        Payload<T> read = plain.find(payload).orElseGet(() -> any.read(payload));
        requireColumns(read);
        open(read, cipher);
        return new DecodedRecords<>(read.layout().columns(), read.origins(), records(read), read.texts());
    }

    /** Refuses a payload without a required field, or with one sealed that is not sensitive. */
    private void requireColumns(Payload<T> payload) {
        for (Field field : payload.layout().fields()) {
            boolean sealed = payload.sealed().containsKey(field.name());
            if (sealed && !field.sensitive()) {
                throw new UndecodableRecords(
                        "the payload has column '" + field.name() + "' sealed, which " + type + " declares in clear");
            }
            if (!field.optional() && !sealed && !payload.columns().contains(field.name())) {
                throw new UndecodableRecords("the payload has no column '" + field.name() + "', which " + type
                        + " requires; it has " + payload.columns());
            }
        }
    }

    private void open(Payload<T> payload, FieldCipher cipher) {
        List<Field> fields = payload.layout().fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            ByteBuffer sealed = payload.sealed().get(field.name());
            if (sealed != null) {
                byte[] plaintext = cipher.open(place(field, payload), sealed);
                if (!PlainReader.fills(plaintext, field, payload, i)) {
                    PayloadReader.fill(plaintext, field, payload, i);
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // the layout of a bare payload is one of bare records
    private List<T> records(Payload<T> payload) {
        if (payload.isBare()) {
            return (List<T>) new PlacedRecords(payload);
        }
        List<T> records = new CreatedRecords(payload);
        return createsLate ? records : List.copyOf(records);
    }

    /**
     * Those of a payload, an instance of their class made for whoever asks for one; late, where nothing can fail any more, as
     * all values are read and checked. Not thread safe.
     */
    private final class CreatedRecords extends AbstractList<T> implements RandomAccess {
        private final Payload<T> payload;
        private final @Nullable Object[] values;

        CreatedRecords(Payload<T> payload) {
            this.payload = payload;
            this.values = new Object[payload.width()];
        }

        @Override
        public T get(int index) {
            payload.values(Objects.checkIndex(index, size()), values);
            try {
                return payload.layout().create(values);
            } catch (RuntimeException e) {
                throw new UndecodableRecords("line " + payload.origins().line(index) + ": the record class of " + type
                        + " refuses its values (" + e.getClass().getSimpleName() + ")");
            }
        }

        @Override
        public int size() {
            return payload.origins().size();
        }
    }

    /** The bare records of a payload: an object is made for whoever asks for one. */
    private static final class PlacedRecords extends AbstractList<BareRecord> implements RandomAccess {
        private final Payload<?> payload;

        PlacedRecords(Payload<?> payload) {
            this.payload = payload;
        }

        @Override
        public BareRecord get(int index) {
            return new PlacedRecord(payload, Objects.checkIndex(index, size()));
        }

        @Override
        public int size() {
            return payload.origins().size();
        }
    }

    private FieldPlace place(Field field, Payload<T> payload) {
        return new FieldPlace(type.name(), field.name(), payload.origins(), payload.isOfEarlierBuild());
    }
}
