package io.quadrille.handlers.csv;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that came out of a source: its header and one entry per record. */
record Reading(List<String> header, List<Entry> entries) {

    /** A record as it was visited: its fields, or the code with which it was rejected. */
    record Entry(long line, long bytePosition, List<String> fields, @Nullable String code) {
        static Entry sound(long line, long bytePosition, String... fields) {
            return new Entry(line, bytePosition, List.of(fields), null);
        }

        static Entry rejected(long line, long bytePosition, String code) {
            return new Entry(line, bytePosition, List.of(), code);
        }
    }

    static Reading of(String text) {
        return of(text, CsvFormat.csv());
    }

    static Reading of(String text, CsvFormat format) {
        return of(text.getBytes(StandardCharsets.UTF_8), format);
    }

    static Reading of(byte[] bytes, CsvFormat format) {
        return of(new ByteArrayInputStream(bytes), format);
    }

    static Reading of(InputStream source, CsvFormat format) {
        try (CsvChunks chunks = CsvChunks.open(source, "test.csv", format)) {
            List<Entry> entries = new ArrayList<>();
            for (CsvChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                entries.addAll(entries(chunk));
            }
            return new Reading(chunks.header(), entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Entry> entries(CsvChunk chunk) {
        List<Entry> entries = new ArrayList<>();
        chunk.forEach(new RecordVisitor() {
            @Override
            public void record(long line, long bytePosition, Cells cells) {
                entries.add(new Entry(line, bytePosition, cells.texts(), null));
            }

            @Override
            public void malformed(long line, long bytePosition, String code, String message) {
                entries.add(Entry.rejected(line, bytePosition, code));
            }
        });
        return entries;
    }

    static List<String> messages(String text, CsvFormat format) throws IOException {
        List<String> messages = new ArrayList<>();
        InputStream source = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try (CsvChunks chunks = CsvChunks.open(source, "test.csv", format)) {
            for (CsvChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                chunk.forEach(new RecordVisitor() {
                    @Override
                    public void record(long line, long bytePosition, Cells cells) {}

                    @Override
                    public void malformed(long line, long bytePosition, String code, String message) {
                        messages.add(message);
                    }
                });
            }
        }
        return messages;
    }
}
