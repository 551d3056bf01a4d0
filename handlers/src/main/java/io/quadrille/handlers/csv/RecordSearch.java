package io.quadrille.handlers.csv;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records found again in a source, by a line or by where they begin. Reads the source up to the last of them, in constant
 * memory. Stateless.
 */
public final class RecordSearch {
    private static final int MOST_CHARACTERS = 4_000;

    private RecordSearch() {}

    /**
     * A record as it stands in its source.
     *
     * @param chunk the chunk it belongs to, from 0
     * @param line the physical line where it begins, from 1
     * @param bytePosition its first byte's offset in the decompressed source
     * @param text without the line end, cut after 4,000 characters; null where it is longer than a record may be
     */
    public record Found(int chunk, long line, long bytePosition, @Nullable String text) {}

    /** Which records are wanted. */
    private interface Wanted {
        boolean includes(RecordCutter cutter, long bytePosition, boolean ended);

        /** Whether nothing that is wanted can follow. */
        boolean isDone(RecordCutter cutter, long bytePosition);
    }

    /**
     * The record that the line belongs to; empty for the header, a blank line and beyond the end.
     *
     * @param source closed in any case
     * @param line physical, from 1
     * @throws UnreadableSource when the source as a whole is refused
     */
    public static Optional<Found> atLine(InputStream source, String sourceName, CsvFormat format, long line)
            throws IOException {
        Wanted wanted = new Wanted() {
            @Override
            public boolean includes(RecordCutter cutter, long bytePosition, boolean ended) {
                long last = ended ? cutter.lineAfter() - 1 : cutter.lineAfter();
                return cutter.line() <= line && line <= Math.max(cutter.line(), last);
            }

            @Override
            public boolean isDone(RecordCutter cutter, long bytePosition) {
                return cutter.lineAfter() > line;
            }
        };
        return find(source, sourceName, format, wanted).stream().findFirst();
    }

    /**
     * The records that begin at these bytes; where none begins there is none.
     *
     * @param source closed in any case
     * @param bytePositions ascending, each once
     * @throws UnreadableSource when the source as a whole is refused
     */
    public static List<Found> atBytes(InputStream source, String sourceName, CsvFormat format, List<Long> bytePositions)
            throws IOException {
        List<Long> positions = List.copyOf(bytePositions);
        long last = positions.isEmpty() ? -1 : positions.get(positions.size() - 1);
        Wanted wanted = new Wanted() {
            private int next;

            @Override
            public boolean includes(RecordCutter cutter, long bytePosition, boolean ended) {
                while (next < positions.size() && positions.get(next) < bytePosition) {
                    next++;
                }
                return next < positions.size() && positions.get(next) == bytePosition;
            }

            @Override
            public boolean isDone(RecordCutter cutter, long bytePosition) {
                return bytePosition >= last;
            }
        };
        return find(source, sourceName, format, wanted);
    }

    private static List<Found> find(InputStream source, String sourceName, CsvFormat format, Wanted wanted)
            throws IOException {
        List<Found> found = new ArrayList<>();
        try (InputStream closed = source) {
            SourceBytes bytes = new SourceBytes(closed, sourceName);
            SourcePrefix prefix = SourcePrefix.read(bytes, sourceName, format);
            SourceWindow window = new SourceWindow(prefix.bytes(), prefix.charset(), bytes);
            Charset charset = prefix.charset().charset();
            RecordCutter cutter =
                    new RecordCutter(window, prefix.firstUnit(), prefix.delimiter(), format.maxRecordBytes());
            SourceShape shape = new SourceShape(sourceName, charset, prefix.delimiter(), 0);
            if (format.namedHeader().isEmpty() && !cutter.advance()) {
                return found;
            }
            ChunkAssembly assembly = new ChunkAssembly(shape, format, false);
            int chunk = 0;
            while (cutter.advance()) {
                if (assembly.isFull()) {
                    assembly = new ChunkAssembly(shape, format, false);
                    chunk++;
                }
                assembly.add(cutter, window);
                long position = cutter.start() * window.unitBytes();
                if (wanted.includes(cutter, position, endsWithLineEnd(cutter, window))) {
                    found.add(new Found(chunk, cutter.line(), position, text(cutter, window, charset)));
                }
                if (wanted.isDone(cutter, position)) {
                    return found;
                }
            }
        }
        return found;
    }

    private static boolean endsWithLineEnd(RecordCutter cutter, SourceWindow window) {
        if (cutter.end() <= window.base()) {
            return true; // only what stands at the end of the source has no line end, and that is held
        }
        byte last = window.unit(cutter.end() - 1);
        return last == '\n' || last == '\r';
    }

    private static @Nullable String text(RecordCutter cutter, SourceWindow window, Charset charset) {
        if (cutter.start() < window.base()) {
            return null;
        }
        byte[] bytes = new byte[window.byteLength(cutter.start(), cutter.end())];
        window.copy(cutter.start(), cutter.end(), bytes, 0);
        String text = new String(bytes, charset);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        if (end <= MOST_CHARACTERS) {
            return text.substring(0, end);
        }
        int cut = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return text.substring(0, cut) + "…";
    }
}
