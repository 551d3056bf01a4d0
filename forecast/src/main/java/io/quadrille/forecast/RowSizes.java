package io.quadrille.forecast;

import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordType;
import java.util.List;

/**
 * How many bytes a record has in events and tables, from its length in the file: every column is taken to be as wide as
 * every other, and as wide in later steps as in the file.
 */
final class RowSizes {
    /** Of a sealed column: AES-GCM's nonce before the ciphertext and tag after it, and the array's end, in base64. */
    private static final int SEAL_BYTES = (12 + 16 + 1 + 2) / 3 * 4;

    /** Of base64. */
    private static final double SEALED_BYTES_PER_BYTE = 4 / 3.0;

    /** A row's version and the name it stands under. */
    private static final int VERSION_BYTES = 140;

    private static final int COLUMNS_OF_ANY_FILE = 10;

    private final double cellBytes;
    private final int originBytes;

    RowSizes(Pipeline pipeline, Workload workload) {
        int columns = fields(pipeline.extract().to()).size();
        cellBytes = Math.max(1, (workload.bytesPerRecord() - columns) / columns);
        // How much further than the last it begins, as of one in the next line that nothing expanded; a comma, and the
        // record's brackets. The comma before it is counted with its first value.
        originBytes = digits(Math.round(workload.bytesPerRecord())) + 3;
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    /** The record class's fields; of any file's records, ten of text. */
    private static List<Field> fields(RecordType<?> type) {
        return type.layout()
                .map(Layout::fields)
                .filter(fields -> !fields.isEmpty())
                .orElseGet(() -> java.util.Collections.nCopies(COLUMNS_OF_ANY_FILE, Field.text("column")));
    }

    /** The payload's beginning and end, with the names of its columns. */
    static long headerBytes(RecordType<?> type) {
        long names = fields(type).stream()
                .mapToLong(field -> field.name().length() + 3L)
                .sum();
        long sealed = fields(type).stream().filter(Field::sensitive).count() * (SEAL_BYTES + 3L);
        return "{\"columns\":[],\"origins\":[[2,0,0]],\"records\":[]}".length()
                + names
                + (sealed == 0 ? 0 : ",\"sealed\":{}".length() + sealed);
    }

    /** One record of the payload. */
    double recordBytes(RecordType<?> type) {
        return originBytes + fields(type).stream().mapToDouble(this::valueBytes).sum();
    }

    private double valueBytes(Field field) {
        // Decimals travel as text.
        boolean bare = field.kind() == FieldKind.INTEGER || field.kind() == FieldKind.BOOLEAN;
        double value = cellBytes + (bare ? 1 : 3); // the comma, and quotes
        return field.sensitive() ? value * SEALED_BYTES_PER_BYTE : value;
    }

    /** A row as DynamoDB counts an item: names and values. */
    double itemBytes(RecordType<?> type) {
        return VERSION_BYTES
                + fields(type).stream()
                        .mapToDouble(field -> field.name().length() + cellBytes)
                        .sum();
    }
}
