package io.quadrille.events.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.Seed;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.events.records.AesGcmCipher;
import io.quadrille.events.records.EveryKind;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.UndecodableRecords;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random damage to valid bytes ends in the two failures that say so, never in another. */
class BrokenBytesTest {
    private static final int ROUNDS = 10_000;
    private static final AesGcmCipher CIPHER = new AesGcmCipher(new byte[32], "0123456789abcdef");
    private static final String[] SNIPPETS = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "null",
        "-1",
        "0",
        "1e999999999",
        "99999999999999999999",
        "\\u0000",
        "\ud83d",
        "[[[[[[[[",
        "{\"a\":{\"a\":",
        "true",
        "\\",
        "datalength",
        "\"data\":",
        "1.0",
        " ",
        "\ufeff",
        "+999999999-12-31"
    };

    @Test
    void damaged_events_are_unreadable_or_still_events() {
        Random random = Seed.random("damaged_events_are_unreadable_or_still_events", 7_001);
        List<byte[]> valid = new ArrayList<>();
        for (FactKind kind : FactKind.values()) {
            Envelope event = FactSamples.event(kind);
            valid.add(EventBridgeJson.wrap(event));
            valid.add(EnvelopeJson.write(event));
        }
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damage(random, valid);
            try {
                readAll(EventBridgeJson.read(bytes));
            } catch (UnreadableEvent | UndecodableRecords expected) {
                // damage that is noticed
            } catch (RuntimeException | Error e) {
                report(round, bytes, e);
            }
        }
    }

    private static void readAll(Envelope event) {
        attempt(event::pipeline);
        attempt(event::time);
        attempt(event::run);
        attempt(event::chunk);
        attempt(() -> EventBridgeJson.wrap(event));
        event.data().ifPresent(data -> attempt(() -> new RecordCodec<>(FactSamples.EXTRACTED).decode(data, CIPHER)));
        Facts.fact(event);
    }

    private static void attempt(Runnable reading) {
        try {
            reading.run();
        } catch (UnreadableEvent | UndecodableRecords expected) {
            // the others are still to be read
        }
    }

    @Test
    void damaged_records_are_undecodable_or_still_records() {
        Random random = Seed.random("damaged_records_are_undecodable_or_still_records", 7_002);
        RecordCodec<EveryKind> codec = new RecordCodec<>(EveryKind.TYPE);
        List<byte[]> valid = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            valid.add(codec.encode(EveryKind.chunk(random, 1 + i % 3), List.of(), CIPHER));
        }
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damage(random, valid);
            try {
                codec.decode(bytes, CIPHER);
            } catch (UndecodableRecords expected) {
                // damage that is noticed
            } catch (RuntimeException | Error e) {
                report(round, bytes, e);
            }
        }
    }

    /** One to four changes: a byte, a stretch cut out or doubled, a snippet put in, the end cut off. */
    private static byte[] damage(Random random, List<byte[]> valid) {
        byte[] bytes = valid.get(random.nextInt(valid.size())).clone();
        for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + random.nextInt(40));
            bytes = switch (random.nextInt(6)) {
                case 0 -> put(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt()});
                case 1 -> put(bytes, at, to, new byte[0]);
                case 2 -> put(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
                case 3 -> put(bytes, at, at, SNIPPETS[random.nextInt(SNIPPETS.length)].getBytes(UTF_8));
                case 4 -> put(bytes, at, to, SNIPPETS[random.nextInt(SNIPPETS.length)].getBytes(UTF_8));
                default -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : put(bytes, at, at + 1, new byte[] {'0'});
            };
        }
        return bytes;
    }

    private static byte[] put(byte[] bytes, int from, int to, byte[] middle) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, from);
        changed.writeBytes(middle);
        changed.write(bytes, to, bytes.length - to);
        return changed.toByteArray();
    }

    private static void report(int round, byte[] bytes, Throwable e) {
        fail("round " + round + ", bytes " + Base64.getEncoder().encodeToString(bytes), e);
    }
}
