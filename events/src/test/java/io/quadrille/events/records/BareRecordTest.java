package io.quadrille.events.records;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.RandomText;
import io.quadrille.events.Seed;
import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.json.JsonText;
import io.quadrille.events.records.FieldCipher.FieldPlace;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BareRecordTest {
    private static final AesGcmCipher CIPHER = new AesGcmCipher(new byte[32], "0123456789abcdef");

    enum Suit {
        HEARTS,
        SPADES
    }

    /** Every kind of value that is read without a parser, in clear and sealed. */
    record Flat(
            byte tiny,
            short small,
            int usual,
            long large,
            BigInteger any,
            Optional<Integer> perhaps,
            String text,
            Optional<String> note,
            boolean flag,
            BigDecimal amount,
            LocalDate day,
            Instant moment,
            Suit suit,
            @Sensitive String secret,
            @Sensitive long pin) {}

    private static final RecordType<Flat> FLAT = RecordType.records("flat.read.v1", Flat.class);
    private static final Layout<Flat> LAYOUT = FLAT.layoutFor(List.of());

    private static Flat random(Random random) {
        long number = random.nextLong(1_000_000_000_000_000_000L) >> random.nextInt(60);
        String text = RandomText.of(random, 20);
        return new Flat(
                (byte) number,
                (short) number,
                (int) number,
                -number,
                BigInteger.valueOf(number),
                random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(3)),
                text,
                random.nextBoolean() ? Optional.empty() : Optional.of(RandomText.of(random, 9)),
                random.nextBoolean(),
                BigDecimal.valueOf(number, random.nextInt(5)),
                LocalDate.ofEpochDay(random.nextInt(40_000)),
                Instant.ofEpochSecond(random.nextInt()),
                Suit.values()[random.nextInt(2)],
                RandomText.of(random, 30),
                number);
    }

    @Test
    void its_values_are_those_that_an_instance_of_the_class_has() {
        Random random = Seed.random("its_values_are_those_that_an_instance_of_the_class_has", 12);
        for (int round = 0; round < 300; round++) {
            List<Traced<Flat>> records = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                records.add(new Traced<>(new Origin(2 + i, 8L * i, i % 3), random(random)));
            }
            requireSame(bare(FLAT, encode(records)), records, LAYOUT);
        }
    }

    /** Among them nested ones, which a parser reads. */
    @Test
    void values_of_every_kind_are_those_that_an_instance_has() {
        Random random = Seed.random("values_of_every_kind_are_those_that_an_instance_has", 13);
        for (int round = 0; round < 100; round++) {
            List<Traced<EveryKind>> records = EveryKind.chunk(random, 1 + random.nextInt(5));
            byte[] payload = new RecordCodec<>(EveryKind.TYPE).encode(records, List.of(), CIPHER);
            requireSame(bare(EveryKind.TYPE, payload), records, EveryKind.TYPE.layoutFor(List.of()));
        }
    }

    @Test
    void more_records_than_were_expected_keep_their_values() {
        List<Traced<Flat>> records = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            records.add(new Traced<>(new Origin(2 + i, 8L * i, i % 3), random(random)));
        }
        requireSame(bare(FLAT, encode(records)), records, LAYOUT);
    }

    private static <T> void requireSame(List<Traced<BareRecord>> bare, List<Traced<T>> records, Layout<T> layout) {
        assertThat(bare).hasSameSizeAs(records);
        for (int i = 0; i < records.size(); i++) {
            assertThat(bare.get(i).origin()).isEqualTo(records.get(i).origin());
            assertThat(plain(bare.get(i).record()))
                    .isEqualTo(Arrays.asList(layout.values(records.get(i).record())));
        }
    }

    /** As a store sees them that asks for them one by one, texts as text. */
    private static List<Object> plain(BareRecord record) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < record.size(); i++) {
            Object value = record.value(i);
            assertThat(record.values()[i]).isEqualTo(value);
            values.add(value instanceof JsonText ? value.toString() : value);
        }
        return values;
    }

    private static Flat flat(long large, Optional<Integer> perhaps, String text) {
        return new Flat(
                (byte) -128,
                (short) -7,
                1 << 30,
                large,
                BigInteger.TEN,
                perhaps,
                text,
                Optional.empty(),
                true,
                BigDecimal.ONE,
                LocalDate.EPOCH,
                Instant.EPOCH,
                Suit.SPADES,
                "s\" and more",
                0);
    }

    @Test
    void what_is_at_hand_as_json_is_written_without_asking() {
        BareRecord record = bare(flat(Long.MAX_VALUE / 10, Optional.of(0), "é\n"));
        assertThat(written(record))
                .containsExactly(
                        "0-8 -128,-7,1073741824,922337203685477580,10,0,\"é\\n\",null",
                        "1-2 -7",
                        "2-3 1073741824",
                        "3-4 922337203685477580",
                        "4-5 10",
                        "5-6 0",
                        "6-7 \"é\\n\"",
                        "13-14 \"s\\\" and more\"",
                        "14-15 0");
        BareRecord given = BareRecord.of(record.values());
        assertThat(written(given)).containsExactly("6-7 \"é\\n\"", "13-14 \"s\\\" and more\"");
    }

    /** For each field that is: from it to the one after those written with it, and what was written. */
    private static List<String> written(BareRecord record) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < record.size(); i++) {
            JsonBytes json = new JsonBytes(0);
            int next = record.write(json, i);
            assertThat(json.length() > 0).isEqualTo(next > i);
            if (next > i) {
                written.add(i + "-" + next + " " + new String(json.toByteArray(), UTF_8));
            }
        }
        return written;
    }

    record Split(String a, long b, @Sensitive String c, int d, Optional<String> e, String f) {}

    /** Whichever stand together in the payload: as many records as make it grow, a sealed field in their midst. */
    @Test
    void values_written_together_are_those_written_one_by_one() {
        Random random = Seed.random("values_written_together_are_those_written_one_by_one", 14);
        RecordType<Split> type = RecordType.records("split.read.v1", Split.class);
        List<Traced<Split>> records = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Split split = new Split(
                    RandomText.of(random, 9),
                    random.nextLong() / 10 >> random.nextInt(60),
                    RandomText.of(random, 9),
                    random.nextInt(),
                    random.nextBoolean() ? Optional.empty() : Optional.of(RandomText.of(random, 5)),
                    RandomText.of(random, 9));
            records.add(new Traced<>(new Origin(2 + i, 8L * i, 0), split));
        }
        byte[] payload = new RecordCodec<>(type).encode(records, List.of(), CIPHER);
        for (Traced<BareRecord> traced : bare(type, payload)) {
            BareRecord record = traced.record();
            assertThat(record.write(new JsonBytes(0), 3)).isEqualTo(6);
            assertThat(row(record)).isEqualTo(row(BareRecord.of(record.values())));
        }
    }

    private static String row(BareRecord record) {
        JsonBytes json = new JsonBytes(0);
        for (int i = 0, next = 0; i < record.size(); i = next) {
            json.raw(i == 0 ? '[' : ',');
            next = record.write(json, i);
            if (next == i) {
                Object value = record.value(i);
                json = value instanceof String text ? json.text(text) : json.raw(String.valueOf(value));
                next++;
            }
        }
        return new String(json.toByteArray(), UTF_8);
    }

    @Test
    void a_number_in_another_form_is_written_in_its_own() {
        record Small(String text, long number) {}
        String payload = "{\"columns\":[\"text\",\"number\"],\"origins\":[[2,8,0]],\"records\":[[\"a\",-0]]}";
        RecordType<Small> type = RecordType.records("small.read.v1", Small.class);
        assertThat(row(bare(type, payload.getBytes(UTF_8)).get(0).record())).isEqualTo("[\"a\",0");
    }

    @Test
    void most_bytes_are_not_fewer_than_the_text_has() {
        BareRecord record = bare(flat(Long.MIN_VALUE / 10, Optional.empty(), "日本"));
        BareRecord given = BareRecord.of(record.values());
        assertThat(List.of(record.mostBytes(), given.mostBytes())).containsOnly(-1L); // it has a decimal
        assertThat(BareRecord.of("日本", 7L, null).mostBytes()).isEqualTo(6 + 20 + 20);
        assertThat(BareRecord.of(BigDecimal.ONE).mostBytes()).isEqualTo(-1);
        BareRecord one = BareRecord.of("日本", 7L, null, BigDecimal.ONE);
        assertThat(List.of(one.mostBytes(0), one.mostBytes(1), one.mostBytes(2), one.mostBytes(3)))
                .containsExactly(6, 20, 0, -1);
        Random random = Seed.random("most_bytes_are_not_fewer_than_the_text_has", 15);
        record Short(String text, long number, Optional<String> note) {}
        RecordType<Short> type = RecordType.records("short.read.v1", Short.class);
        for (int round = 0; round < 300; round++) {
            Short some = new Short(RandomText.of(random, 9), random.nextLong(), Optional.of(RandomText.of(random, 9)));
            byte[] payload =
                    new RecordCodec<>(type).encode(List.of(new Traced<>(new Origin(2, 8, 0), some)), List.of(), CIPHER);
            BareRecord read = bare(type, payload).get(0).record();
            long bytes = Arrays.stream(read.values())
                    .mapToLong(value -> String.valueOf(value).getBytes(UTF_8).length)
                    .sum();
            assertThat(List.of(read.mostBytes(), BareRecord.of(read.values()).mostBytes()))
                    .allMatch(most -> most >= bytes, "at least " + bytes);
            for (int i = 0; i < read.size(); i++) {
                int ofOne = String.valueOf(read.value(i)).getBytes(UTF_8).length;
                assertThat(List.of(
                                read.mostBytes(i), BareRecord.of(read.values()).mostBytes(i)))
                        .allMatch(most -> most >= ofOne, "at least " + ofOne);
            }
        }
    }

    @Test
    void a_field_without_a_value_has_no_bytes() {
        BareRecord record = bare(flat(1, Optional.empty(), "a"));
        for (int i = 0; i < record.size(); i++) {
            assertThat(record.mostBytes(i) == 0).isEqualTo(record.value(i) == null);
        }
        assertThat(record.values()).containsNull();
    }

    /** Whether the short way reads them or the parser. */
    @ParameterizedTest
    @ValueSource(strings = {"128,0,0", "0,-32769,0", "0,0,2147483648", " 128,0,0", "0,0, 2147483648"})
    void a_number_beyond_its_field_is_refused(String numbers) {
        record Small(byte tiny, short small, int usual) {}
        String payload = "{\"columns\":[\"tiny\",\"small\",\"usual\"],\"origins\":[[2,8,0]]," + "\"records\":[["
                + numbers + "]]}";
        RecordCodec<?> codec = new RecordCodec<>(
                RecordType.records("small.read.v1", Small.class).bare());
        assertThatThrownBy(() -> codec.decode(payload.getBytes(UTF_8), FieldCipher.NONE))
                .isInstanceOf(UndecodableRecords.class);
    }

    /** Whether the short way or the parser sees it: which takes some of these for text. */
    @ParameterizedTest
    @CsvSource({"false,c3", "true,c3", "false,c080", "true,c080", "false,f4908080", "true,f4908080"})
    void a_text_that_is_not_utf_8_is_refused(boolean inSealedColumn, String hex) {
        record Guest(String town, @Sensitive String name) {}
        RecordType<Guest> type = RecordType.records("guests.read.v1", Guest.class);
        List<Origin> origins = List.of(new Origin(2, 0, 0));
        byte[] names = with(hex, inSealedColumn ? "[\"Ann~\"]" : "[\"Ann\"]");
        String payload = "{\"columns\":[\"town\"],\"origins\":[[2,0,0]],\"records\":[[\"Bonn"
                + (inSealedColumn ? "" : "~") + "\"]],\"sealed\":{\"name\":\"" + sealed("name", origins, names)
                + "\"}}";
        assertThatThrownBy(() -> bare(type, with(hex, payload)))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() -> new RecordCodec<>(type).decode(with(hex, payload), CIPHER))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessageContaining("is not UTF-8");
    }

    /** As sealed columns may be that the reader's class lacks. Not UTF-8 are: the value, the value after an escape, the name. */
    @ParameterizedTest
    @ValueSource(strings = {"\"name\":\"~\"", "\"name\":\"a\\n~\"", "\"n~\":\"a\""})
    void a_sealed_column_that_nobody_opens_is_text_all_the_same(String column) {
        record Guest(String town) {}
        RecordType<Guest> type = RecordType.records("guests.read.v1", Guest.class);
        String payload = "{\"columns\":[\"town\"],\"origins\":[[2,0,0]],\"records\":[[\"Bonn\"]]," + "\"sealed\":{"
                + column + "}}";
        for (RecordType<?> either : List.of(type, type.bare())) {
            RecordCodec<?> codec = new RecordCodec<>(either);
            assertThatThrownBy(() -> codec.decode(with("c3", payload), CIPHER)).isInstanceOf(UndecodableRecords.class);
            assertThat(codec.decode(with("c3a9", payload), CIPHER).traced()).hasSize(1);
        }
    }

    /** With these bytes in place of a tilde. */
    private static byte[] with(String hex, String text) {
        String bytes = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
        return text.replace("~", bytes).getBytes(ISO_8859_1);
    }

    /** The short way reads the first value, and leaves the second to the parser, which then reads both. */
    @Test
    void a_sealed_column_that_needs_a_parser_has_its_values_all_the_same() {
        record Guest(@Sensitive String name, @Sensitive long pin) {}
        RecordType<Guest> type = RecordType.records("guests.read.v1", Guest.class);
        List<Origin> origins = List.of(new Origin(2, 0, 0), new Origin(3, 9, 0));
        String payload = "{\"columns\":[],\"origins\":[[2,0,0],9],\"records\":[[],[]],\"sealed\":{"
                + "\"name\":\"" + sealed("name", origins, "[\"a\",\"\\ud83d\\ude00\"]") + "\","
                + "\"pin\":\"" + sealed("pin", origins, "[1,1234567890123456789]") + "\"}}";
        List<Traced<BareRecord>> records = bare(type, payload.getBytes(UTF_8));
        assertThat(plain(records.get(0).record())).containsExactly("a", 1L);
        assertThat(plain(records.get(1).record())).containsExactly("😀", 1_234_567_890_123_456_789L);
        assertThat(written(records.get(0).record())).isEmpty();
    }

    private static String sealed(String field, List<Origin> origins, String values) {
        return sealed(field, origins, values.getBytes(UTF_8));
    }

    private static String sealed(String field, List<Origin> origins, byte[] plaintext) {
        JsonBytes text = new JsonBytes(0);
        CIPHER.seal(new FieldPlace("guests.read.v1", field, origins), plaintext, plaintext.length, text);
        return new String(text.toByteArray(), UTF_8);
    }

    private static BareRecord bare(Flat flat) {
        return bare(FLAT, encode(List.of(new Traced<>(new Origin(2, 8, 0), flat))))
                .get(0)
                .record();
    }

    private static byte[] encode(List<Traced<Flat>> records) {
        return new RecordCodec<>(FLAT).encode(records, List.of(), CIPHER);
    }

    @SuppressWarnings("unchecked") // bare records are of no class but this
    private static List<Traced<BareRecord>> bare(RecordType<?> type, byte[] payload) {
        RecordCodec<BareRecord> codec = new RecordCodec<>((RecordType<BareRecord>) type.bare());
        return codec.decode(payload, CIPHER).traced();
    }
}
