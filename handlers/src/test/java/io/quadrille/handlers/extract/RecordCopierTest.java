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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordCopierTest {

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
            Extracted with = Extracted.of(type, source, format, true);
            Extracted without = Extracted.of(type, source, format, false);
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
                    source.writeBytes(Extracted.BROKEN[random.nextInt(Extracted.BROKEN.length)]);
                } else {
                    source.writeBytes(cell(random, column, usual).getBytes(UTF_8));
                }
            }
        }
        source.writeBytes(random.nextBoolean() ? new byte[0] : new byte[] {'\n'});
        byte[] whole = source.toByteArray();
        int header = String.join(",", HEADER).length();
        return random.nextBoolean() ? whole : Arrays.copyOf(whole, header + random.nextInt(whole.length - header + 1));
    }

    /** One that can be copied, if it is to be a usual one. */
    private static String cell(Random random, int column, boolean usual) {
        if (!usual) {
            return Extracted.CELLS[random.nextInt(Extracted.CELLS.length)];
        }
        return switch (column) {
            case 1, 4 -> Integer.toString(random.nextInt(10_000_000));
            case 6 -> Integer.toString(random.nextInt(128));
            case 2 -> "plain";
            default -> new String[] {"Ann", "łódź street", "\"quo,ted 田\"", "0123456789abcdef"}[random.nextInt(4)];
        };
    }

    record Texts(String key, Optional<String> second, @Sensitive String third, String fourth) {}

    /** Quotes that come out even though a cell seems to end before its own: no cell ends but at its closing quote. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "key,second,third,fourth\n\"a\\,\",b\\\",c,d",
                "key,second,third,fourth\n\"a\\,\",\",S,\",b\\",
                "key,second,third,fourth\n\"a\\,\",\",S,\",b\\,d",
                "key\tsecond\tthird\tfourth\n\"a\t\t\"\t\ty\tz",
                "key\tsecond\tthird\tfourth\n\"a\t\t\"\t\t\t",
                "key,second,third,fourth\n\"a\n,\",\",S,\",b,c",
                "key,second,third,fourth\n\"a\u0001,\",\",S,\",b\u0001,c",
                "key,second,third,fourth\na,b,c,\"d\\"
            })
    void a_cell_in_quotes_ends_at_its_closing_quote(String source) throws IOException {
        RecordType<?> type = records("texts.read.v1", Texts.class).bare();
        byte[] bytes = source.getBytes(UTF_8);
        assertThat(Extracted.of(type, bytes, CsvFormat.csv(), true).chunks())
                .isEqualTo(Extracted.of(type, bytes, CsvFormat.csv(), false).chunks());
    }

    /** Few bytes, so that many records are of quotes, delimiters and what ends a copy. */
    @Test
    void few_kinds_of_bytes_in_any_order_are_bound_alike() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RecordType<?> type = records("texts.read.v1", Texts.class).bare();
        for (char delimiter : new char[] {',', '\t', ';', '\\', 'a', '7'}) {
            String kinds = "\"\"" + delimiter + delimiter + "\\\t\na7é";
            CsvFormat format = CsvFormat.csv().delimiter(delimiter);
            for (int i = 0; i < 300; i++) {
                StringBuilder source = new StringBuilder("key.second.third.fourth".replace('.', delimiter));
                for (int record = 0; record < 20; record++) {
                    source.append('\n');
                    for (int length = random.nextInt(14); length > 0; length--) {
                        source.append(kinds.charAt(random.nextInt(kinds.length())));
                    }
                }
                requireSame(type, source.toString(), format, "seed " + seed);
            }
        }
    }

    private static void requireSame(RecordType<?> type, String source, CsvFormat format, String seed)
            throws IOException {
        byte[] bytes = source.getBytes(UTF_8);
        List<String> without;
        try {
            without = Extracted.of(type, bytes, format, false).chunks();
        } catch (RuntimeException | IOException e) { // a header that cannot be bound
            return;
        }
        assertThat(Extracted.of(type, bytes, format, true).chunks())
                .as("%s: %s", seed, source)
                .isEqualTo(without);
    }

    record Numbers(byte tiny, short small, int usual, long large) {}

    @Test
    void numbers_at_the_bounds_of_their_fields_are_copied_and_those_beyond_rejected() throws IOException {
        RecordType<?> type = records("numbers.read.v1", Numbers.class).bare();
        byte[] source = ("tiny,small,usual,large\n127,32767,9999999,9999999\n128,0,0,0\n0,32768,0,0\n"
                        + "0,0,2147483648,0\n-128,-32768,-2147483648,-9223372036854775808\n1,2,3,4")
                .getBytes(UTF_8);
        Extracted with = Extracted.of(type, source, CsvFormat.csv(), true);
        assertThat(with.chunks())
                .isEqualTo(Extracted.of(type, source, CsvFormat.csv(), false).chunks());
        assertThat(with.chunks().get(0)).contains("127,32767,9999999,9999999]", "1,2,3,4]");
        assertThat(with.copied()).isEqualTo(2);
    }

    record Noted(int number, String note) {}

    record Secret(int number, @Sensitive String secret, String note) {}

    /** Behind a source that ends within a number stands, where its chunk is read, what an earlier chunk had there. */
    @Test
    void a_number_ends_where_its_record_does() throws IOException {
        RecordType<?> noted = records("noted.read.v1", Noted.class).bare();
        byte[] source = "number,note\n12345,x\n12".getBytes(UTF_8);
        CsvFormat one = CsvFormat.csv().chunkRecords(1);
        assertThat(Extracted.of(noted, source, one, true).chunks())
                .isEqualTo(Extracted.of(noted, source, one, false).chunks());
        RecordType<?> secret = records("secret.read.v1", Secret.class).bare();
        source = "number,secret,note\n1,aaa,x\n1234567,b,x\n2,bob,x\n12".getBytes(UTF_8);
        CsvFormat two = CsvFormat.csv().chunkRecords(2);
        assertThat(Extracted.of(secret, source, two, true).chunks())
                .isEqualTo(Extracted.of(secret, source, two, false).chunks());
    }

    @Test
    void digits_that_delimit_cells_are_no_numbers() throws IOException {
        record Two(String key, int number) {}
        RecordType<?> type = records("two.read.v1", Two.class).bare();
        byte[] source = "key1number\nx1213\ny15\n".getBytes(UTF_8);
        CsvFormat format = CsvFormat.csv().delimiter('1');
        assertThat(Extracted.of(type, source, format, true).chunks())
                .isEqualTo(Extracted.of(type, source, format, false).chunks());
    }

    @Test
    void columns_that_no_field_is_read_from_are_looked_at_all_the_same() throws IOException {
        record One(String key) {}
        RecordType<?> type = records("one.read.v1", One.class).bare();
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        source.writeBytes("other,key,more\nä,k,\"x,y\"\nplain,k,\n\"q\",k,z\nplain,k,".getBytes(UTF_8));
        source.writeBytes(new byte[] {(byte) 0xff});
        Extracted with = Extracted.of(type, source.toByteArray(), CsvFormat.csv(), true);
        assertThat(with.chunks())
                .isEqualTo(Extracted.of(type, source.toByteArray(), CsvFormat.csv(), false)
                        .chunks());
        assertThat(with.copied()).isEqualTo(1);
        assertThat(with.chunks().get(1)).contains("INVALID_ENCODING");
    }

    /** Where no eight bytes are left, wherever the record begins. */
    @Test
    void the_last_bytes_of_an_array_are_copied_or_left_but_not_read_beyond() {
        for (String record : List.of("1,2,3,4", "1,2,3,45678", "127,1,1,1\r\n", "1,2,3,x")) {
            for (int before = 0; before < 9; before++) {
                byte[] bytes = (" ".repeat(before) + record).getBytes(UTF_8);
                RecordType<?> type = records("numbers.read.v1", Numbers.class).bare();
                String copied = taken(type, bytes, before);
                assertThat(copied).isIn("", "[[" + record.strip() + "]]");
            }
        }
    }

    /** The record of these bytes as it was copied; empty if it was not. */
    private static <T> String taken(RecordType<T> type, byte[] bytes, int begin) {
        Layout<T> layout = type.layoutFor(List.of());
        HeaderBinding header = HeaderBinding.of("numbers.csv", layout.columns(), layout);
        RecordEncoder<T> encoder = new RecordCodec<>(type).encoder(layout.columns(), Passed.NONE);
        RecordBinder<T> binder =
                new RecordBinder<>(layout, header, Set.of(), new KnownTexts(0, 0), (origin, record) -> {});
        boolean taken = RecordCopier.before(binder, encoder, layout.columns().size(), ',')
                .takes(2, 8, bytes, begin, bytes.length);
        String payload = new String(encoder.finish(new AesGcmCipher(new byte[32], "0123456789abcdef")), UTF_8);
        assertThat(encoder.count()).isEqualTo(taken ? 1 : 0);
        return taken
                ? payload.substring(payload.indexOf("\"records\":") + "\"records\":".length(), payload.length() - 1)
                : "";
    }

    @Test
    void records_as_json_has_them_are_all_copied() throws IOException {
        String source = String.join(";", HEADER) + "\n1;2;x;s;3;;4;;l\r\n\"ä\";2;;\"s;s\";3;\"n\";4;m;\"last, 田\"";
        Extracted copied = Extracted.of(
                records("guests.read.v1", Guest.class).bare(), source.getBytes(UTF_8), CsvFormat.csv(), true);
        assertThat(copied.copied()).isEqualTo(2);
        assertThat(copied.chunks().get(0))
                .contains(
                        "\"origins\":[[2,50,0],17],\"records\":[[\"1\",2,3,null,4,\"l\"],[\"ä\",2,3,\"n\",4,\"last, 田\"]]");
    }

    record Other(String key, BigDecimal amount) {}

    record Turned(String second, String key) {}

    /** Whose constructor is to be called. */
    record Careful(String key, String second) {
        Careful {
            if (key.equals("l")) {
                throw new IllegalArgumentException("not l");
            }
        }
    }

    record Absent(String key, Optional<String> second, Optional<String> third) {}

    @ParameterizedTest
    @ValueSource(classes = {Other.class, Turned.class, Absent.class, Careful.class})
    void records_of_other_kinds_and_orders_are_bound(Class<? extends Record> recordClass) throws IOException {
        byte[] source = "key,amount,second\nk,1,s\nl,2,t\n".getBytes(UTF_8);
        RecordType<?> type = records("others.read.v1", recordClass).bare();
        Extracted with = Extracted.of(type, source, CsvFormat.csv(), true);
        assertThat(with.copied()).isZero();
        assertThat(with.chunks())
                .isEqualTo(Extracted.of(type, source, CsvFormat.csv(), false).chunks());
    }

    @Test
    void records_of_other_charsets_are_bound() throws IOException {
        byte[] source = (String.join(",", HEADER) + "\nä,2,x,s,3,,4,,l\n").getBytes(ISO_8859_1);
        RecordType<?> type = records("guests.read.v1", Guest.class).bare();
        CsvFormat format = CsvFormat.csv().charset(ISO_8859_1);
        Extracted with = Extracted.of(type, source, format, true);
        assertThat(with.copied()).isZero();
        assertThat(with.chunks().get(0)).contains("\"ä\"");
    }
}
