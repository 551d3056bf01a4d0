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
        PlainCells plain = new PlainCells(bytes, shape);
        RecordText text = new RecordText(bytes, index, shape);
        FieldReader reader = text.length() == 0 ? null : new FieldReader(text, shape);
        for (int record = 0; record < index.count(); record++) {
            Malformed malformed = index.malformed(record);
            long line = index.line(record);
            Cells cells = plain;
            if (malformed == null && text.isLeftOut(record)) {
                int begin = index.begin(record);
                if (visitor.takes(line, index.bytePosition(record), bytes, begin, index.end(record))) {
                    continue;
                }
                if (!plain.read(begin, index.end(record))) {
                    malformed = undecodable(record);
                }
            } else if (malformed == null && text.isUndecodable(record)) {
                malformed = undecodable(record);
            } else if (malformed == null) {
                if (reader == null || !reader.advance()) {
                    throw new IllegalStateException(shape.place(line) + "cut as a record, but FastCSV found none");
                }
                cells = reader;
            }
            if (malformed == null && shape.columns() != 0 && cells.count() != shape.columns()) {
                malformed = Malformed.miscounted(shape, cells.count());
            }
            if (malformed == null) {
                visitor.record(line, index.bytePosition(record), cells);
            } else {
                visitor.malformed(
                        line, index.bytePosition(record), malformed.fault().name(), malformed.message());
            }
        }
        if (reader != null && reader.advance()) {
            throw new IllegalStateException(shape.sourceName() + ": FastCSV found more records than were cut");
        }
    }

    private Malformed undecodable(int record) {
        return Malformed.undecodable(shape, index.end(record) - index.begin(record));
    }
}
