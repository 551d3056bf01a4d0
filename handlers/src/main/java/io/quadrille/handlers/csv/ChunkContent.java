package io.quadrille.handlers.csv;

/** The bytes of a chunk's sound records one after another, and the places of all its records. */
final class ChunkContent {
    private final SourceShape shape;
    private final byte[] bytes;
    private final RecordIndex index;

    ChunkContent(SourceShape shape, byte[] bytes, RecordIndex index) {
        this.shape = shape;
        this.bytes = bytes;
        this.index = index;
    }

    void forEach(RecordVisitor visitor) {
        RecordText text = new RecordText(bytes, index, shape);
        FieldReader reader = new FieldReader(text, shape);
        for (int record = 0; record < index.count(); record++) {
            Malformed malformed = index.malformed(record);
            long line = index.line(record);
            if (malformed == null && text.isUndecodable(record)) {
                malformed = Malformed.undecodable(shape, index.end(record) - index.begin(record));
            }
            if (malformed == null) {
                if (!reader.advance()) {
                    throw new IllegalStateException(shape.place(line) + "cut as a record, but FastCSV found none");
                }
                if (shape.columns() == 0 || reader.count() == shape.columns()) {
                    visitor.record(line, index.bytePosition(record), reader.fields(), reader.count());
                    continue;
                }
                malformed = Malformed.miscounted(shape, reader.count());
            }
            visitor.malformed(
                    line, index.bytePosition(record), malformed.fault().name(), malformed.message());
        }
        if (reader.advance()) {
            throw new IllegalStateException(shape.sourceName() + ": FastCSV found more records than were cut");
        }
    }
}
