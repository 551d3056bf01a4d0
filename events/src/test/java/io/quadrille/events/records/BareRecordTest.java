package io.quadrille.events.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.Seed;
import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.json.JsonText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BareRecordTest {
    private static final AesGcmCipher CIPHER = new AesGcmCipher(new byte[32], "0123456789abcdef");
    private static final FieldCipher NONE = FieldCipher.NONE;

    record Numbers(
            byte tiny,
            short small,
            int usual,
            long large,
            BigInteger any,
            Optional<Integer> perhaps,
            String text,
            boolean flag) {}

    private static final RecordType<Numbers> NUMBERS = RecordType.records("numbers.read.v1", Numbers.class);

    @Test
    void its_values_are_those_that_an_instance_of_the_class_has() {
        Random random = Seed.random("its_values_are_those_that_an_instance_of_the_class_has", 12);
        Layout<EveryKind> layout = EveryKind.TYPE.layoutFor(List.of());
        for (int round = 0; round < 200; round++) {
            List<Traced<EveryKind>> records = EveryKind.chunk(random, 1 + random.nextInt(5));
            byte[] payload = new RecordCodec<>(EveryKind.TYPE).encode(records, List.of(), CIPHER);
            List<Traced<BareRecord>> bare = bare(EveryKind.TYPE, payload);
            assertThat(bare).hasSameSizeAs(records);
            for (int i = 0; i < records.size(); i++) {
                assertThat(bare.get(i).origin()).isEqualTo(records.get(i).origin());
                assertThat(plain(bare.get(i).record()))
                        .isEqualTo(Arrays.asList(layout.values(records.get(i).record())));
            }
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

    @Test
    void what_is_at_hand_as_json_is_written_without_asking() {
        Numbers numbers = new Numbers(
                (byte) -128, (short) -7, 1 << 30, Long.MAX_VALUE / 10, BigInteger.TEN, Optional.of(0), "é\n", true);
        BareRecord record = bare(numbers);
        assertThat(written(record))
                .containsExactly("-128", "-7", "1073741824", "922337203685477580", "10", "0", "\"é\\n\"", "");
        BareRecord given = BareRecord.of(record.values());
        assertThat(written(given)).containsExactly("", "", "", "", "", "", "\"é\\n\"", "");
    }

    private static List<String> written(BareRecord record) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < record.size(); i++) {
            JsonBytes json = new JsonBytes(0);
            boolean writes = record.writes(json, i);
            assertThat(writes).isEqualTo(json.length() > 0);
            written.add(new String(json.toByteArray(), UTF_8));
        }
        return written;
    }

    @Test
    void an_absent_value_is_null_and_a_zero_is_not() {
        Numbers absent = new Numbers((byte) 0, (short) 0, 0, 0, BigInteger.ZERO, Optional.empty(), "", false);
        assertThat(plain(bare(absent))).containsExactly((byte) 0, (short) 0, 0, 0L, BigInteger.ZERO, null, "", false);
    }

    @Test
    void most_bytes_are_not_fewer_than_the_text_has() {
        Numbers numbers = new Numbers(
                Byte.MIN_VALUE,
                Short.MIN_VALUE,
                Integer.MIN_VALUE,
                Long.MIN_VALUE / 10,
                BigInteger.ONE,
                Optional.empty(),
                "日本",
                false);
        BareRecord record = bare(numbers);
        BareRecord given = BareRecord.of(record.values());
        for (int i = 0; i < record.size(); i++) {
            int bytes = String.valueOf(record.value(i)).getBytes(UTF_8).length;
            assertThat(record.mostBytes(i)).isGreaterThanOrEqualTo(bytes);
            assertThat(given.mostBytes(i))
                    .satisfiesAnyOf(most -> assertThat(most).isGreaterThanOrEqualTo(bytes), most -> assertThat(most)
                            .isEqualTo(-1));
        }
        assertThat(BareRecord.of(new Object[] {"日本"}).mostBytes(0)).isEqualTo(6);
        assertThat(BareRecord.of(new Object[] {java.math.BigDecimal.ONE}).mostBytes(0))
                .isEqualTo(-1);
    }

    /** Whether the short way reads them or the parser. */
    @ParameterizedTest
    @ValueSource(strings = {"128,0,0", "0,-32769,0", "0,0,2147483648", " 128,0,0", "0,0, 2147483648"})
    void a_number_beyond_its_field_is_refused(String numbers) {
        String payload =
                "{\"columns\":[\"@line\",\"@byte\",\"@ordinal\",\"tiny\",\"small\",\"usual\",\"large\",\"any\",\"perhaps\","
                        + "\"text\",\"flag\"],\"records\":[[2,8,0," + numbers + ",1,1,1,\"t\",true]]}";
        RecordCodec<?> codec = new RecordCodec<>(NUMBERS.bare());
        assertThatThrownBy(() -> codec.decode(payload.getBytes(UTF_8), NONE)).isInstanceOf(UndecodableRecords.class);
    }

    @Test
    void more_records_than_were_expected_keep_their_values() {
        List<Traced<Numbers>> records = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Numbers numbers =
                    new Numbers((byte) i, (short) i, i, i, BigInteger.valueOf(i), Optional.of(i), "t" + i, i % 2 == 0);
            records.add(new Traced<>(new Origin(2 + i, 8L * i, i % 3), numbers));
        }
        List<Traced<BareRecord>> bare = bare(NUMBERS, encode(records));
        Layout<Numbers> layout = NUMBERS.layoutFor(List.of());
        for (int i = 0; i < records.size(); i++) {
            assertThat(bare.get(i).origin()).isEqualTo(records.get(i).origin());
            assertThat(plain(bare.get(i).record()))
                    .containsExactly(layout.values(records.get(i).record()));
        }
    }

    private static BareRecord bare(Numbers numbers) {
        return bare(NUMBERS, encode(List.of(new Traced<>(new Origin(2, 8, 0), numbers))))
                .get(0)
                .record();
    }

    private static byte[] encode(List<Traced<Numbers>> records) {
        return new RecordCodec<>(NUMBERS).encode(records, List.of(), NONE);
    }

    @SuppressWarnings("unchecked") // bare records are of no class but this
    private static List<Traced<BareRecord>> bare(RecordType<?> type, byte[] payload) {
        RecordCodec<BareRecord> codec = new RecordCodec<>((RecordType<BareRecord>) type.bare());
        return codec.decode(payload, CIPHER).records();
    }
}
