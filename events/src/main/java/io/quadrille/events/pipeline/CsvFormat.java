package io.quadrille.events.pipeline;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV source is read: what is named here is not detected.
 *
 * <p>Everything in it moves a chunk boundary or a column's meaning, so all of it is part of the pipeline's digest.
 *
 * @param delimiter one ASCII character; null to detect it among {@code , ; tab |} from the first lines
 * @param charset the source's charset; null for UTF-8, or UTF-16 where a byte order mark says so
 * @param header the column names of a file without a header record; null when the first record is the header
 * @param chunkRecords the most records one event carries
 * @param chunkBytes the source bytes after which a chunk ends, unless it already ended by {@code chunkRecords}
 * @param maxRecordBytes the longest record in bytes of the source; a longer one is rejected
 */
public record CsvFormat(
        @Nullable Character delimiter,
        @Nullable Charset charset,
        @Nullable List<String> header,
        int chunkRecords,
        int chunkBytes,
        int maxRecordBytes) {

    private static final CsvFormat DEFAULT = new CsvFormat(null, null, null, 1000, 96 * 1024, 1024 * 1024);

    public CsvFormat {
        if (delimiter != null && (delimiter > 0x7e || (delimiter < 0x20 && delimiter != '\t') || delimiter == '"')) {
            throw new IllegalArgumentException(
                    "delimiter '%s' is not usable: name one printable ASCII character or tab, not a quote"
                            .formatted(delimiter));
        }
        if (chunkRecords < 1 || chunkRecords > 100_000) {
            throw new IllegalArgumentException("chunkRecords is " + chunkRecords + ", expected 1 to 100,000");
        }
        if (chunkBytes < 1 || maxRecordBytes < 16) {
            throw new IllegalArgumentException("chunkBytes is " + chunkBytes + " (at least 1), maxRecordBytes is "
                    + maxRecordBytes + " (at least 16)");
        }
        header = header == null ? null : List.copyOf(header);
    }

    /** A CSV with a header record, delimiter and byte order mark detected, UTF-8 unless a mark says otherwise. */
    public static CsvFormat csv() {
        return DEFAULT;
    }

    public CsvFormat delimiter(char named) {
        return new CsvFormat(named, charset, header, chunkRecords, chunkBytes, maxRecordBytes);
    }

    public CsvFormat charset(Charset named) {
        return new CsvFormat(delimiter, named, header, chunkRecords, chunkBytes, maxRecordBytes);
    }

    /** For a file whose first record is data: the names of its columns, in order. */
    public CsvFormat withoutHeader(String... columns) {
        return new CsvFormat(delimiter, charset, List.of(columns), chunkRecords, chunkBytes, maxRecordBytes);
    }

    public CsvFormat chunkRecords(int most) {
        return new CsvFormat(delimiter, charset, header, most, chunkBytes, maxRecordBytes);
    }

    public CsvFormat chunkBytes(int most) {
        return new CsvFormat(delimiter, charset, header, chunkRecords, most, maxRecordBytes);
    }

    public CsvFormat maxRecordBytes(int most) {
        return new CsvFormat(delimiter, charset, header, chunkRecords, chunkBytes, most);
    }

    /** The columns named for a file without a header record. */
    public Optional<List<String>> namedHeader() {
        return Optional.ofNullable(header);
    }
}
