package io.quadrille.handlers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.json.JsonText;
import io.quadrille.events.records.BareRecord;
import io.quadrille.events.records.DecodedRecords;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.Origins;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.Reject;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version.Writer;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RowMakerTest {
    enum Colour {
        RED,
        GREEN
    }

    /** Whatever may be a key. */
    record Keyed(
            String text,
            Optional<String> perhaps,
            long whole,
            int small,
            Optional<Integer> maybe,
            BigInteger any,
            boolean flag,
            Colour colour,
            LocalDate date) {}

    private static final List<String> COLUMNS =
            List.of("text", "perhaps", "whole", "small", "maybe", "any", "flag", "colour", "date");
    private static final RecordType<Keyed> TYPE = RecordType.records("keyed.read.v1", Keyed.class);
    private static final Writer WRITER = new Writer(17, null, "run", 1);

    /** Else one record would fail its whole batch when it is written. */
    @Test
    void a_record_is_refused_when_it_is_checked_or_never() {
        long seed = Long.getLong("quadrille.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            boolean longNumbers = round % 4 == 0; // of more digits than a number that is kept as its place has
            DecodedRecords<BareRecord> read = read(List.of(random(random, longNumbers)));
            BareRecord record = read.records().get(0);
            if (!longNumbers) {
                assertThat(record.value(0)).as("kept as its place").isInstanceOf(JsonText.class);
            }
            for (int first = 0; first < COLUMNS.size(); first++) {
                RowMaker maker = maker(first, random.nextInt(COLUMNS.size()));
                String checked = checked(maker, record);
                assertThat(List.of(
                                checked(maker, BareRecord.of(record.values())), made(maker, read.origins(), 0, record)))
                        .as("-Dquadrille.seed=%d, keys %s", seed, maker.keys())
                        .containsOnly(checked);
            }
        }
    }

    @Test
    void a_key_is_a_text_within_its_limit_or_a_number_of_64_bits() {
        DecodedRecords<BareRecord> read = read(List.of(
                keyed("a", Optional.of("b"), BigInteger.ONE),
                keyed("x".repeat(2048), Optional.of("日".repeat(341)), BigInteger.ONE),
                keyed("\"".repeat(2048), Optional.of("\"".repeat(1024)), BigInteger.ONE),
                keyed("x".repeat(2049), Optional.of("日".repeat(342)), BigInteger.ONE),
                keyed("", Optional.empty(), BigInteger.ONE)));

        assertThat(read.records()).extracting(record -> record.value(0)).hasOnlyElementsOfType(JsonText.class);
        assertThat(rejected(read, maker(0))).containsExactly("", "", "", "text KEY_TOO_LONG", "text MISSING_KEY");
        assertThat(rejected(read, maker(2, 1)))
                .containsExactly("", "", "", "perhaps KEY_TOO_LONG", "perhaps MISSING_KEY");
        assertThat(rejected(read, maker(3, 4))).containsOnly("maybe MISSING_KEY");
        assertThat(rejected(read, maker(6, 7))).containsOnly("");
        assertThat(rejected(read, maker(8, 2))).containsOnly("");
        assertThat(rejected(read, maker(0, 1))).last().isEqualTo("text MISSING_KEY");
    }

    @Test
    void a_number_of_more_than_64_bits_is_no_key() {
        BigInteger beyond = BigInteger.ONE.shiftLeft(63);
        DecodedRecords<BareRecord> read = read(List.of(
                keyed("a", Optional.empty(), beyond.subtract(BigInteger.ONE)),
                keyed("b", Optional.empty(), beyond),
                keyed("c", Optional.empty(), beyond.negate())));

        assertThat(rejected(read, maker(5))).containsExactly("", "any NOT_STORABLE", "");
        assertThat(rejected(read, maker(0, 5))).containsExactly("", "any NOT_STORABLE", "");
    }

    @Test
    void a_row_has_its_key_and_where_its_record_comes_from() {
        DecodedRecords<BareRecord> read = read(List.of(keyed("a", Optional.of("b"), BigInteger.TEN)));

        VersionedRecord row = maker(0, 5).row(read.origins(), 0, read.records().get(0));

        assertThat(row.partition()).isEqualTo("a");
        assertThat(row.sort()).isEqualTo(10L);
        assertThat(List.of(row.line(), (long) row.ordinal())).containsExactly(2L, 1L);
        assertThat(row.version().writer()).isEqualTo(WRITER);
    }

    private static List<String> rejected(DecodedRecords<BareRecord> read, RowMaker maker) {
        return read.records().stream().map(record -> checked(maker, record)).toList();
    }

    private static RowMaker maker(int... places) {
        List<String> keys = new ArrayList<>();
        for (int place : places) {
            keys.add(COLUMNS.get(place));
        }
        return new RowMaker(keys, places, WRITER);
    }

    private static String checked(RowMaker maker, BareRecord record) {
        return rejection(() -> maker.requireKeys(record));
    }

    private static String made(RowMaker maker, Origins origins, int index, BareRecord record) {
        return rejection(() -> maker.row(origins, index, record));
    }

    /** Its column and code; empty if there is none. */
    private static String rejection(Runnable work) {
        try {
            work.run();
            return "";
        } catch (Reject reject) {
            return reject.column() + " " + reject.code();
        }
    }

    private static DecodedRecords<BareRecord> read(List<Keyed> records) {
        List<Traced<Keyed>> traced = new ArrayList<>();
        for (Keyed record : records) {
            traced.add(new Traced<>(new Origin(2 + traced.size(), 70L * traced.size(), 1), record));
        }
        byte[] payload = new RecordCodec<>(TYPE).encode(traced, COLUMNS, FieldCipher.NONE);
        @SuppressWarnings("unchecked") // a class without code of its own has bare records
        RecordType<BareRecord> bare = (RecordType<BareRecord>) TYPE.bare();
        return new RecordCodec<>(bare).decode(payload, FieldCipher.NONE);
    }

    private static Keyed keyed(String text, Optional<String> perhaps, BigInteger any) {
        return new Keyed(text, perhaps, -1, 7, Optional.empty(), any, true, Colour.GREEN, LocalDate.of(2026, 11, 23));
    }

    private static Keyed random(Random random, boolean longNumbers) {
        BigInteger any = new BigInteger(1 + random.nextInt(longNumbers ? 70 : 59), random);
        return new Keyed(
                text(random),
                random.nextBoolean() ? Optional.empty() : Optional.of(text(random)),
                longNumbers ? random.nextLong() : random.nextLong() >> 4 + random.nextInt(60),
                random.nextInt(),
                random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt()),
                random.nextBoolean() ? any : any.negate(),
                random.nextBoolean(),
                Colour.values()[random.nextInt(2)],
                LocalDate.ofEpochDay(random.nextInt(40_000)));
    }

    /** Often about as long as a key may be. */
    private static String text(Random random) {
        String unit = List.of("x", "é", "日", "😀", "\"").get(random.nextInt(5));
        int[] most = {0, 1, 250, 256, 257, 341, 342, 512, 682, 683, 1024, 1025, 2048, 2049};
        return unit.repeat(most[random.nextInt(most.length)]);
    }
}
