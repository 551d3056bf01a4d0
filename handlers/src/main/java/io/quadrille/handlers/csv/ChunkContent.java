package io.quadrille.handlers.csv;

import io.quadrille.events.json.Utf8;

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
        // Looked at once; whoever reads plain cells or copies them relies on it.
        boolean allUtf8 = PlainCells.canRead(shape) && Utf8.isValid(bytes, 0, index.contentEnd());
        RecordText text = new RecordText(bytes, index, shape);
        FieldReader reader = text.isEmpty() ? null : new FieldReader(text, shape);
        for (int record = 0; record < index.count(); record++) {
            Malformed malformed = index.malformed(record);
            long line = index.line(record);
            Cells cells = plain;
            if (malformed == null && text.isLeftOut(record)) {
                int begin = index.begin(record);
                int end = index.end(record);
                if (!allUtf8 && !Utf8.isValid(bytes, begin, end)) {
                    malformed = undecodable(record);
                } else if (visitor.takes(line, index.bytePosition(record), bytes, begin, end)) {
                    continue;
                } else {
                    plain.read(begin, end);
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
