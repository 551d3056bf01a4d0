package io.quadrille.handlers.extract;

import static io.quadrille.events.records.RecordType.records;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.records.AesGcmCipher;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordEncoder;
import io.quadrille.events.records.RecordEncoder.Passed;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Sensitive;
import io.quadrille.handlers.csv.Cells;
import io.quadrille.handlers.csv.CsvChunk;
import io.quadrille.handlers.csv.CsvChunks;
import io.quadrille.handlers.csv.RecordVisitor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordCopierTest {
    private static final String[] CELLS = {
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
        "\"a\"\"b\""
    };
    private static final byte[][] BROKEN = {{(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xff, 'a'}};

    record Guest(
            String key,
            Optional<Integer> number,
            @Sensitive String secret,
            long count,
            Optional<String> note,
            byte tiny,
            @Sensitive Optional<String> more,
            String last) {}

    private static final List<String> HEADER =
            List.of("key", "number", "other", "secret", "count", "note", "tiny", "more", "last");

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

    /** What became of a source. @param chunks the payload of each chunk and the rejections beside it */
    private record Extracted(List<String> chunks, int copied, int bound) {}

    private static <T> Extracted extracted(RecordType<T> type, byte[] source, CsvFormat format, boolean copies)
            throws IOException {
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
            }
        }
        return new Extracted(all, copied, bound);
    }

    /** Cells of all kinds, too few and too many of them, every line end, and none after the last record. */
    @Test
    void what_is_copied_is_what_would_have_been_bound() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RecordType<?> type = records("guests.read.v1", Guest.class).bare();
        int copied = 0;
        int bound = 0;
        for (int i = 0; i < 500; i++) {
            byte[] source = source(random);
            CsvFormat format = CsvFormat.csv().chunkRecords(1 + random.nextInt(20));
            Extracted with = extracted(type, source, format, true);
            Extracted without = extracted(type, source, format, false);
            assertThat(with.chunks()).as("seed %d, source %d", seed, i).isEqualTo(without.chunks());
            assertThat(with.copied() + with.bound()).isEqualTo(without.bound());
            copied += with.copied();
            bound += with.bound();
        }
        assertThat(copied).as("seed %d", seed).isGreaterThan(1_000);
        assertThat(bound).as("seed %d", seed).isGreaterThan(1_000);
    }

    private static byte[] source(Random random) {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        String[] ends = {"\n", "\r\n", "\r"};
        source.writeBytes(String.join(",", HEADER).getBytes(UTF_8));
        int most = random.nextInt(30);
        for (int record = 0; record <= most; record++) {
            source.writeBytes(ends[random.nextInt(ends.length)].getBytes(UTF_8));
            boolean usual = random.nextInt(3) > 0;
            int columns = HEADER.size() + (random.nextInt(20) == 0 ? random.nextInt(3) - 1 : 0);
            for (int column = 0; column < columns; column++) {
                source.writeBytes(column == 0 ? new byte[0] : new byte[] {','});
                if (random.nextInt(100) == 0) {
                    source.writeBytes(BROKEN[random.nextInt(BROKEN.length)]);
                } else {
                    source.writeBytes(cell(random, column, usual).getBytes(UTF_8));
                }
            }
        }
        source.writeBytes(random.nextBoolean() ? new byte[0] : new byte[] {'\n'});
        return source.toByteArray();
    }

    /** One that can be copied, if it is to be a usual one. */
    private static String cell(Random random, int column, boolean usual) {
        if (!usual) {
            return CELLS[random.nextInt(CELLS.length)];
        }
        return switch (column) {
            case 1, 4 -> Integer.toString(random.nextInt(10_000_000));
            case 6 -> Integer.toString(random.nextInt(128));
            case 2 -> "plain";
            default -> new String[] {"Ann", "łódź street", "\"quo,ted 田\"", "0123456789abcdef"}[random.nextInt(4)];
        };
    }

    @Test
    void records_as_json_has_them_are_all_copied() throws IOException {
        String source = String.join(";", HEADER) + "\n1;2;x;s;3;;4;;l\r\n\"ä\";2;;\"s;s\";3;\"n\";4;m;\"last, 田\"";
        Extracted copied =
                extracted(records("guests.read.v1", Guest.class).bare(), source.getBytes(UTF_8), CsvFormat.csv(), true);
        assertThat(copied.copied()).isEqualTo(2);
        assertThat(copied.chunks().get(0))
                .contains("[[2,50,0,\"1\",2,3,null,4,\"l\"],[3,67,0,\"ä\",2,3,\"n\",4,\"last, 田\"]]");
    }

    record Other(String key, BigDecimal amount) {}

    record Turned(String second, String key) {}

    record Absent(String key, Optional<String> second, Optional<String> third) {}

    @ParameterizedTest
    @ValueSource(classes = {Other.class, Turned.class, Absent.class})
    void records_of_other_kinds_and_orders_are_bound(Class<? extends Record> recordClass) throws IOException {
        byte[] source = "key,amount,second\nk,1,s\nl,2,t\n".getBytes(UTF_8);
        RecordType<?> type = records("others.read.v1", recordClass).bare();
        Extracted with = extracted(type, source, CsvFormat.csv(), true);
        assertThat(with.copied()).isZero();
        assertThat(with.chunks())
                .isEqualTo(extracted(type, source, CsvFormat.csv(), false).chunks());
    }

    @Test
    void records_of_other_charsets_are_bound() throws IOException {
        byte[] source = (String.join(",", HEADER) + "\nä,2,x,s,3,,4,,l\n").getBytes(ISO_8859_1);
        RecordType<?> type = records("guests.read.v1", Guest.class).bare();
        CsvFormat format = CsvFormat.csv().charset(ISO_8859_1);
        Extracted with = extracted(type, source, format, true);
        assertThat(with.copied()).isZero();
        assertThat(with.chunks().get(0)).contains("\"ä\"");
    }
}
