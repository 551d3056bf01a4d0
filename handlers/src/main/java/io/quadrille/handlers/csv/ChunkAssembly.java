package io.quadrille.handlers.csv;

import io.quadrille.events.pipeline.CsvFormat;
import java.util.Arrays;

/** A chunk in the making: records are added until it is full. Its memory may serve for another chunk after it. */
final class ChunkAssembly {
    private static final int MOST_FIRST_BYTES = 1024 * 1024;

    private final SourceShape shape;
    private final CsvFormat format;
    private final boolean withContent;
    private final RecordIndex index = new RecordIndex();
    private byte[] bytes;
    private int byteCount;
    private long sourceBytes;

    /** @param withContent whether the chunk's records will be read; otherwise only its bounds are wanted */
    ChunkAssembly(SourceShape shape, CsvFormat format, boolean withContent) {
        this.shape = shape;
        this.format = format;
        this.withContent = withContent;
        bytes = new byte[withContent ? Math.min(format.chunkBytes(), MOST_FIRST_BYTES) + 1024 : 0];
    }

    /** Begins anew; nobody is to read the chunk any more that was made of it. */
    void clear() {
        index.clear();
        byteCount = 0;
        sourceBytes = 0;
    }

    SourceShape shape() {
        return shape;
    }

    boolean isEmpty() {
        return index.count() == 0;
    }

    boolean isFull() {
        return index.count() == format.chunkRecords() || sourceBytes >= format.chunkBytes();
    }

    /** Adds the record that was cut last. */
    void add(RecordCutter cutter, SourceWindow window) {
        Fault fault = cutter.fault();
        long length = (cutter.end() - cutter.start()) * window.unitBytes();
        sourceBytes += length;
        Malformed malformed = null;
        if (fault == null) {
            addContent(cutter, window);
        } else if (withContent) {
            malformed = Malformed.uncut(fault, length, format.maxRecordBytes());
        }
        index.add(cutter.line(), cutter.start() * window.unitBytes(), byteCount, malformed, cutter.needsParser());
    }

    private void addContent(RecordCutter cutter, SourceWindow window) {
        if (!withContent) {
            return;
        }
        int length = window.byteLength(cutter.start(), cutter.end());
        if (byteCount + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, byteCount + length));
        }
        byteCount += window.copy(cutter.start(), cutter.end(), bytes, byteCount);
    }

    CsvChunk chunk(int number) {
        return new CsvChunk(number, index, withContent ? this : null);
    }

    ChunkContent content() {
        return new ChunkContent(shape, bytes, index);
    }
}
