package io.quadrille.handlers.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.quadrille.events.pipeline.CsvFormat;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On well-formed files FastCSV, reading the whole file at once, says what is right. */
class FastCsvOracleTest {

    @Test
    void well_formed_sources_read_as_fastcsv_reads_them() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            char delimiter = ",;\t|".charAt(random.nextInt(4));
            String text = RandomSource.wellFormed(random, delimiter);
            CsvFormat format = CsvFormat.csv().delimiter(delimiter).chunkRecords(1 + random.nextInt(20));
            assertThat(linesAndFields(text, StandardCharsets.UTF_8, format))
                    .as("seed %d, source %d", seed, i)
                    .isEqualTo(fastCsv(text, delimiter));
            assertThat(linesAndFields(text, StandardCharsets.UTF_16LE, format.charset(StandardCharsets.UTF_16LE)))
                    .as("seed %d, source %d in UTF-16", seed, i)
                    .isEqualTo(fastCsv(text, delimiter));
        }
    }

    private static List<String> linesAndFields(String text, Charset charset, CsvFormat format) {
        List<String> all = new ArrayList<>();
        for (Reading.Entry entry : Reading.of(text.getBytes(charset), format).entries()) {
            all.add(entry.line() + " " + entry.fields() + (entry.code() == null ? "" : entry.code()));
        }
        return all;
    }

    private static List<String> fastCsv(String text, char delimiter) throws IOException {
        List<String> all = new ArrayList<>();
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().fieldSeparator(delimiter).ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                all.add(record.getStartingLineNumber() + " " + record.getFields());
            }
        }
        return all.subList(1, all.size());
    }
}
