package io.quadrille.handlers.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.Arrays;
import java.util.Spliterator;

/** The fields of sound records, record by record, as FastCSV parses them. */
final class FieldReader extends AbstractBaseCsvCallbackHandler<FieldReader> implements Cells {
    private final Spliterator<FieldReader> records;
    private String[] fields;

    FieldReader(RecordText text, SourceShape shape) {
        fields = new String[Math.max(shape.columns(), 16)];
        records = CsvReader.builder()
                .fieldSeparator(shape.delimiter())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(this, text.toString()) // of a reader it would make a buffer larger than most of these texts
                .spliterator();
    }

    /** Moves to the next record; false when there is none. */
    boolean advance() {
        return records.tryAdvance(record -> {});
    }

    @Override
    public int count() {
        return getFieldCount();
    }

    @Override
    public String text(int column) {
        return fields[column];
    }

    @Override
    public boolean isEmpty(int column) {
        return fields[column].isEmpty();
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
        if (column == fields.length) {
            fields = Arrays.copyOf(fields, column * 2);
        }
        fields[column] = length == 0 ? "" : new String(buffer, offset, length);
    }

    @Override
    protected FieldReader buildRecord() {
        return this;
    }
}
