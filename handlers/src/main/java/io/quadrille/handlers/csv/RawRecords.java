package io.quadrille.handlers.csv;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Records copied as they stand in a source, byte for byte and decompressed: what was rejected, to be mended and dropped
 * again. Stateless.
 */
public final class RawRecords {
    private static final int BUFFER_BYTES = 64 * 1024;

    private RawRecords() {}

    /** A source that can be opened more than once. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /** Bytes {@code [from, to)} of the decompressed source. */
    private record Range(long from, long to) {}

    /**
     * Copies the header, with the byte order mark before it, and the records; of a record that cannot be ended properly
     * its opening line. Reads the source twice, in constant memory beside the places.
     *
     * @param bytePositions where the records begin, ascending, each once
     * @throws IllegalArgumentException if no record begins at one of the positions
     * @throws UnreadableSource when the source as a whole is refused
     */
    public static void copy(
            Source source, String sourceName, CsvFormat format, List<Long> bytePositions, OutputStream out)
            throws IOException {
        List<Range> ranges;
        try (SourceBytes bytes = new SourceBytes(source.open(), sourceName)) {
            ranges = ranges(bytes, sourceName, format, bytePositions);
        }
        try (SourceBytes bytes = new SourceBytes(source.open(), sourceName)) {
            copy(bytes, ranges, out);
        }
    }

    private static List<Range> ranges(SourceBytes bytes, String sourceName, CsvFormat format, List<Long> bytePositions)
            throws IOException {
        SourcePrefix prefix = SourcePrefix.read(bytes, sourceName, format);
        SourceWindow window = new SourceWindow(prefix.bytes(), prefix.charset(), bytes);
        RecordCutter cutter = new RecordCutter(window, prefix.firstUnit(), prefix.delimiter(), format.maxRecordBytes());
        int unitBytes = window.unitBytes();
        List<Range> ranges = new ArrayList<>(bytePositions.size() + 1);
        boolean hasHeader = format.namedHeader().isEmpty();
        if (hasHeader && cutter.advance()) {
            ranges.add(new Range(0, cutter.end() * unitBytes));
        } else {
            ranges.add(new Range(0, prefix.firstUnit() * unitBytes));
        }
        int found = 0;
        while (found < bytePositions.size() && cutter.advance()) {
            if (cutter.start() * unitBytes == bytePositions.get(found)) {
                ranges.add(new Range(cutter.start() * unitBytes, cutter.end() * unitBytes));
                found++;
            }
        }
        if (found < bytePositions.size()) {
            throw new IllegalArgumentException(
                    sourceName + " has no record that begins at byte " + bytePositions.get(found));
        }
        return ranges;
    }

    private static void copy(SourceBytes bytes, List<Range> ranges, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long at = 0;
        int next = 0;
        while (next < ranges.size()) {
            int read = bytes.read(buffer, 0, BUFFER_BYTES);
            if (read < 0) {
                return;
            }
            while (next < ranges.size() && ranges.get(next).from() < at + read) {
                Range range = ranges.get(next);
                int from = (int) Math.max(0, range.from() - at);
                int to = (int) Math.min(read, range.to() - at);
                if (from < to) {
                    out.write(buffer, from, to - from);
                }
                if (range.to() > at + read) {
                    break;
                }
                next++;
            }
            at += read;
        }
    }
}
