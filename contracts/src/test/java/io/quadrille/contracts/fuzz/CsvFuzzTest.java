package io.quadrille.contracts.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.handlers.csv.Cells;
import io.quadrille.handlers.csv.CsvChunk;
import io.quadrille.handlers.csv.CsvChunks;
import io.quadrille.handlers.csv.RecordVisitor;
import io.quadrille.handlers.csv.UnreadableSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Any bytes in the place of a CSV file: read in chunks, or refused in a sentence; however its bytes arrive, alike. */
final class CsvFuzzTest {
    private static final int CHANGES = 300;
    private static final CsvFormat FORMAT =
            CsvFormat.csv().chunkRecords(3).chunkBytes(60).maxRecordBytes(48);

    /** How much had been unpacked when gzip data were found damaged: a matter of the stream. */
    private static final Pattern READ_AHEAD =
            Pattern.compile("after [0-9]+ bytes of text \\([0-9]+ bytes of the file\\)");

    private int chunks;

    @Test
    void file_is_read_or_refused_and_any_cut_of_the_stream_gives_the_same_chunks() {
        Corpus.of("csv").forEach(CHANGES, (input, random) -> {
            List<String> whole = read(new ByteArrayInputStream(input));
            assertThat(read(inParts(input, random))).isEqualTo(whole);
            chunks += whole.size();
        });
        assertThat(chunks).isPositive();
    }

    private static InputStream inParts(byte[] bytes, SplittableRandom random) {
        return new SequenceInputStream(Collections.enumeration(Corpus.cut(bytes, random).stream()
                .map(ByteArrayInputStream::new)
                .toList()));
    }

    /** Chunks as text, each with its bounds and records; last the sentence with which the rest was refused. */
    private static List<String> read(InputStream source) {
        List<String> read = new ArrayList<>();
        try (CsvChunks chunks = CsvChunks.open(source, "fuzz.csv", FORMAT)) {
            long last = 0;
            for (CsvChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                List<String> records = records(chunk);
                assertThat(records).hasSize(chunk.records());
                assertThat(chunk.firstLine()).isGreaterThan(last);
                last = chunk.lastLine();
                read.add(chunk.number() + " " + chunk.firstLine() + "-" + last + " " + records);
            }
        } catch (UnreadableSource e) {
            assertThat(e.sentence()).isNotBlank();
            read.add(e.sentence());
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
            read.add(READ_AHEAD.matcher(e.getMessage()).replaceFirst(""));
        }
        return read;
    }

    private static List<String> records(CsvChunk chunk) {
        List<String> records = new ArrayList<>();
        chunk.forEach(new RecordVisitor() {
            @Override
            public void record(long line, long bytePosition, Cells cells) {
                records.add(line + "@" + bytePosition + cells.texts());
            }

            @Override
            public void malformed(long line, long bytePosition, String code, String message) {
                assertThat(message).isNotBlank();
                records.add(line + "@" + bytePosition + code);
            }
        });
        return records;
    }
}
