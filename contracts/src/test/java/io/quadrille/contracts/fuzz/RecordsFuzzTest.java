package io.quadrille.contracts.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.records.DecodedRecords;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Traced;
import io.quadrille.events.records.UndecodableRecords;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.handlers.engine.Undeliverable;
import io.quadrille.handlers.ports.BlobStore;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Records as they travel: every value comes back, and foreign bytes in their place are refused in a sentence. */
final class RecordsFuzzTest {
    private static final int CHANGES = 400;
    private static final String[] TEXTS = {"", " ", "a", "é", "😀", "\"", "\\", "\u0000", "\u2028", "null", "1e9"};

    /** One of each kind of value. */
    record Thing(
            long number,
            String text,
            boolean flag,
            BigDecimal amount,
            LocalDate day,
            Optional<Integer> small,
            Optional<String> remark,
            List<String> labels) {}

    private static final RecordType<Thing> THINGS = RecordType.records("things.seen.v1", Thing.class);
    private static final List<String> COLUMNS = THINGS.layout().orElseThrow().columns();
    private final RecordCodec<Thing> codec = new RecordCodec<>(THINGS);

    @Test
    void any_records_come_back_as_they_were() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Traced<Thing>> things = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                things.add(new Traced<>(
                        new Origin(random.nextInt(1, 1 << 30), random.nextLong(1L << 50), i), thing(random)));
            }
            byte[] payload = codec.encode(things, COLUMNS, FieldCipher.NONE);

            assertThat(codec.decode(payload, FieldCipher.NONE).traced())
                    .as("seed %d", seed)
                    .isEqualTo(things);
        }
    }

    private static Thing thing(SplittableRandom random) {
        List<String> labels = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            labels.add(text(random));
        }
        return new Thing(
                random.nextLong(),
                text(random),
                random.nextBoolean(),
                new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(-20, 20)),
                LocalDate.ofEpochDay(random.nextInt(-100_000, 100_000)),
                random.nextBoolean() ? Optional.of(random.nextInt()) : Optional.empty(),
                random.nextBoolean() ? Optional.of("remark " + text(random)) : Optional.empty(),
                labels);
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(TEXTS[random.nextInt(TEXTS.length)]);
        }
        return text.toString();
    }

    @Test
    void payload_is_decoded_or_refused() {
        Corpus.of("records").forEach(CHANGES, (input, random) -> {
            try {
                DecodedRecords<Thing> decoded = codec.decode(input, FieldCipher.NONE);
                assertThat(decoded.traced()).doesNotContainNull();
            } catch (UndecodableRecords e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }

    @Test
    void changed_records_of_every_kind_are_decoded_or_refused() {
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] payload =
                    codec.encode(List.of(new Traced<>(new Origin(2, 10, 0), thing(random))), COLUMNS, FieldCipher.NONE);
            Corpus.attempt("seed " + seed, Corpus.changed(payload, random), random, (input, again) -> {
                try {
                    codec.decode(input, FieldCipher.NONE);
                } catch (UndecodableRecords e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            });
        }
    }

    /** Of values that need no parser where nobody changed them. */
    record Flat(long number, String text, boolean flag, LocalDate day, Optional<String> remark) {}

    /** The short way and, behind a blank, the parser: what one of them reads the other reads alike. */
    @Test
    void changed_flat_records_are_read_alike_or_refused() {
        RecordType<Flat> type = RecordType.records("flat.seen.v1", Flat.class);
        RecordCodec<Flat> flat = new RecordCodec<>(type);
        int decoded = 0;
        for (int seed = 0; seed < 4_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Traced<Flat>> records = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                Thing of = thing(random);
                records.add(new Traced<>(
                        new Origin(random.nextInt(1, 99), random.nextInt(999), random.nextInt(2)),
                        new Flat(of.number(), of.text(), of.flag(), of.day(), of.remark())));
            }
            byte[] changed = Corpus.changed(
                    flat.encode(records, type.layout().orElseThrow().columns(), FieldCipher.NONE), random);
            byte[] behindBlank = new byte[1 + changed.length];
            behindBlank[0] = ' ';
            System.arraycopy(changed, 0, behindBlank, 1, changed.length);
            Optional<List<Traced<Flat>>> read = read(flat, changed);
            decoded += read.isPresent() ? 1 : 0;
            assertThat(read(flat, behindBlank)).as("seed %d", seed).isEqualTo(read);
        }
        assertThat(decoded).isBetween(40, 3_960);
    }

    private static Optional<List<Traced<Flat>>> read(RecordCodec<Flat> codec, byte[] payload) {
        try {
            return Optional.of(codec.decode(payload, FieldCipher.NONE).traced());
        } catch (UndecodableRecords e) {
            return Optional.empty();
        }
    }

    /** What lies in the place of a claim check is what was left there, or nothing is made of it. */
    @Test
    void claim_check_that_was_changed_is_never_taken_for_the_payload() {
        Map<String, byte[]> kept = new HashMap<>();
        ClaimChecks checks = new ClaimChecks(blobs(kept), 1_200);
        Corpus.of("records").forEach(CHANGES, (input, random) -> {
            Envelope event =
                    new Envelope(CloudEventBuilder.v1(EnvelopeJson.read(EVENT).event())
                            .withData("application/json", padded(input))
                            .withExtension(Extensions.DATA_LENGTH, Integer.toString(padded(input).length))
                            .build());
            Envelope left = checks.leave(event);
            String key = left.dataRef().orElseThrow();
            byte[] payload = Objects.requireNonNull(kept.get(key));
            assertThat(checks.fetch(left).data().orElseThrow()).isEqualTo(padded(input));

            kept.put(key, Corpus.changed(payload, random));
            try {
                assertThat(checks.fetch(left).data().orElseThrow()).isEqualTo(payload);
            } catch (Undeliverable e) {
                assertThat(e.getMessage()).contains("another length or hash");
            }
        });
    }

    private static final byte[] EVENT = Corpus.input("envelopes", "records-transformed.json");

    /** Long enough that it does not fit its event. */
    private static byte[] padded(byte[] input) {
        byte[] padded = new byte[input.length + 1_200];
        System.arraycopy(input, 0, padded, 0, input.length);
        return padded;
    }

    private static BlobStore blobs(Map<String, byte[]> kept) {
        return new BlobStore() {
            @Override
            public void put(String key, byte[] bytes) {
                kept.put(key, bytes.clone());
            }

            @Override
            public Optional<byte[]> find(String key) {
                return Optional.ofNullable(kept.get(key));
            }

            @Override
            public void removeAll(String prefix) {
                kept.keySet().removeIf(key -> key.startsWith(prefix));
            }
        };
    }
}
