package io.quadrille.handlers.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.records.AesGcmCipher;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordEncoder;
import io.quadrille.events.records.RecordEncoder.Passed;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.csv.Cells;
import io.quadrille.handlers.csv.CsvChunk;
import io.quadrille.handlers.csv.CsvChunks;
import io.quadrille.handlers.csv.RecordVisitor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an extract makes of a source whose key column is {@code key}.
 *
 * @param chunks the payload of each chunk and the rejections beside it
 * @param copied how many records were copied
 * @param bound how many came to the binder as cells
 */
record Extracted(List<String> chunks, int copied, int bound) {
    /** Cells of all kinds as they stand in a file, in quotes or not. */
    static final String[] CELLS = {
        "",
        "0",
        "7",
        "-17",
        "007",
        " 4 ",
        "1234567",
        "12345678",
        "2147483648",
        "99999999999",
        "x",
        "Ann",
        "łódź street",
        "0123456789abcdef",
        "田中",
        "😀",
        "\\",
        "\u0001",
        "\"quo,ted\"",
        "\"łódź\"",
        "\"two\nlines\"",
        "\"\"",
        "\"12\"",
        "\"back\\slash\"",
        "\"end\\,\"",
        "\",x,\"",
        "\"a\t,\"",
        "\"a\n,\"",
        "b\\",
        "\"łódź\",",
        "\"a\"\"b\"",
        "1",
        "-0",
        "+5",
        "-",
        "999999999999999999",
        "1234567890123456789"
    };
    /** Bytes that are no UTF-8. */
    static final byte[][] BROKEN = {{(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xff, 'a'}};

    /** @param copies whether a copier may stand before the binder */
    static <T> Extracted of(RecordType<T> type, byte[] source, CsvFormat format, boolean copies) throws IOException {
        List<String> all = new ArrayList<>();
        int copied = 0;
        int bound = 0;
        try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(source), "guests.csv", format)) {
            Layout<T> layout = type.layoutFor(chunks.header());
            HeaderBinding header = HeaderBinding.of("guests.csv", chunks.header(), layout);
            for (CsvChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                KnownTexts known = new KnownTexts(chunks.header().size(), 1);
                RecordEncoder<T> encoder =
                        new RecordCodec<>(type).encoder(layout.columns(), new Passed(known, header.columns()));
                RecordBinder<T> binder = new RecordBinder<>(
                        layout, header, Set.of("key"), known, (origin, record) -> encoder.add(origin, record, 0));
                Seen seen = new Seen(
                        copies
                                ? RecordCopier.before(
                                        binder, encoder, chunks.header().size(), chunks.delimiter())
                                : binder);
                chunk.forEach(seen);
                copied += seen.copied;
                bound += seen.bound;
                all.add(new String(encoder.finish(new AesGcmCipher(new byte[32], "0123456789abcdef")), UTF_8));
                all.add(binder.rejections().toString());
                if (copies) { // the next chunk then stands where this one stood
                    chunks.giveBack(chunk);
                }
            }
        }
        return new Extracted(all, copied, bound);
    }

    /** How a chunk's records came to the payload, all of them in this order. */
    private static final class Seen implements RecordVisitor {
        final RecordVisitor copier;
        int copied;
        int bound;

        Seen(RecordVisitor copier) {
            this.copier = copier;
        }

        @Override
        public boolean takes(long line, long bytePosition, byte[] utf8, int begin, int end) {
            boolean taken = copier.takes(line, bytePosition, utf8, begin, end);
            copied += taken ? 1 : 0;
            return taken;
        }

        @Override
        public void record(long line, long bytePosition, Cells cells) {
            bound++;
            copier.record(line, bytePosition, cells);
        }

        @Override
        public void malformed(long line, long bytePosition, String code, String message) {
            copier.malformed(line, bytePosition, code, message);
        }
    }
}
