package io.quadrille.events.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.records.RecordEncoder.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
    private static final FieldCipher CIPHER = new AesGcmCipher(new byte[32], "run");
    private static final RecordType<Guest> GUESTS = RecordType.records("guests.read.v1", Guest.class);
    private static final RecordType<Named> NAMED = RecordType.records("named.read.v1", Named.class);

    record Guest(long id, String name, @Sensitive String email, String town) {}

    /** The same texts in another order, one of them gone, one open that was sensitive. */
    record Named(String town, String name, String email, String nick) {}

    private final RecordCodec<Guest> guests = new RecordCodec<>(GUESTS);

    @Test
    void a_record_that_no_event_can_carry_leaves_nothing_behind() {
        Guest sound = new Guest(1, "Ann", "ann@x", "Ülm");
        RecordEncoder<Guest> encoder = guests.encoder(List.of(), Passed.NONE);
        encoder.add(new Origin(2, 10, 0), sound, 0);
        assertThatThrownBy(() -> encoder.add(new Origin(3, 20, 0), new Guest(2, "Bo", "b@x", "half \ud83d"), 0))
                .isInstanceOf(UnencodableRecord.class)
                .hasMessageContaining("'town'");
        assertThatThrownBy(() -> encoder.add(new Origin(4, 30, 0), new Guest(3, "Cy", "half \ude00", "Ulm"), 0))
                .isInstanceOf(UnencodableRecord.class)
                .hasMessageContaining("'email'");
        assertThatThrownBy(() -> encoder.add(new Origin(5, 40, 0), new Guest(4, null, "d@x", "Ulm"), 0))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("'name'");
        encoder.add(new Origin(6, 50, 0), sound, 0);

        assertThat(encoder.count()).isEqualTo(2);
        assertThat(encoder.finish(CIPHER))
                .isEqualTo(guests.encode(
                        List.of(new Traced<>(new Origin(2, 10, 0), sound), new Traced<>(new Origin(6, 50, 0), sound)),
                        List.of(),
                        CIPHER));
    }

    @Test
    void of_the_products_of_one_record_all_are_added_or_none() {
        RecordEncoder<Guest> encoder = guests.encoder(List.of(), Passed.NONE);
        Guest sound = new Guest(1, "Ann", "ann@x", "Ulm");
        Guest unsound = new Guest(2, "half \ud83d", "b@x", "Ulm");
        encoder.addExpanded(new Origin(2, 10, 0), List.of(sound, sound), 0);
        assertThatThrownBy(() -> encoder.addExpanded(new Origin(3, 20, 0), List.of(sound, unsound), 0))
                .isInstanceOf(UnencodableRecord.class);
        encoder.addExpanded(new Origin(4, 30, 7), List.of(sound), 0);

        DecodedRecords<Guest> decoded = guests.decode(encoder.finish(CIPHER), CIPHER);
        assertThat(decoded.traced())
                .containsExactly(
                        new Traced<>(new Origin(2, 10, 0), sound),
                        new Traced<>(new Origin(2, 10, 1), sound),
                        new Traced<>(new Origin(4, 30, 7), sound));
    }

    @Test
    void a_payload_of_texts_passed_on_is_the_one_of_texts_encoded() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            List<Traced<EveryKind>> records = EveryKind.chunk(random, 1 + random.nextInt(5));
            RecordCodec<EveryKind> codec = new RecordCodec<>(EveryKind.TYPE);
            byte[] payload = codec.encode(records, List.of(), CIPHER);
            assertThat(passedOn(codec.decode(payload, CIPHER), EveryKind.TYPE, record -> record))
                    .as("seed %d, payload %d", seed, i)
                    .isEqualTo(payload);
        }
    }

    @Test
    void texts_are_found_by_name_in_another_class() {
        List<Traced<Guest>> records = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) { // more than origins are first given room for
            records.add(new Traced<>(
                    new Origin(i + 2, i, 0), new Guest(i, "\"A" + i + "\"", "é" + i + "@x", "Łódź\n" + i)));
        }
        byte[] payload = guests.encode(records, List.of(), CIPHER);
        byte[] passed = passedOn(
                guests.decode(payload, CIPHER),
                NAMED,
                guest -> new Named(guest.town(), guest.name().strip(), guest.email(), guest.name()));

        List<Traced<Named>> expected = records.stream()
                .map(traced -> new Traced<>(
                        traced.origin(),
                        new Named(
                                traced.record().town(),
                                traced.record().name(),
                                traced.record().email(),
                                traced.record().name())))
                .toList();
        assertThat(new String(passed, UTF_8))
                .isEqualTo(new String(new RecordCodec<>(NAMED).encode(expected, List.of(), CIPHER), UTF_8));
    }

    private static <I, O> byte[] passedOn(DecodedRecords<I> decoded, RecordType<O> type, Function<I, O> handler) {
        Layout<O> written = type.layoutFor(List.of());
        Layout<?> read = decoded.traced().get(0).record() instanceof EveryKind
                ? EveryKind.TYPE.layoutFor(List.of())
                : GUESTS.layoutFor(List.of());
        RecordEncoder<O> encoder =
                new RecordCodec<>(type).encoder(List.of(), Passed.between(decoded.texts(), read, written));
        for (int row = 0; row < decoded.traced().size(); row++) {
            Traced<I> traced = decoded.traced().get(row);
            encoder.add(traced.origin(), handler.apply(traced.record()), row);
        }
        return encoder.finish(CIPHER);
    }
}
