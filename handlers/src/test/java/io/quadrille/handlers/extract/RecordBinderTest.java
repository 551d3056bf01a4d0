package io.quadrille.handlers.extract;

import static io.quadrille.events.records.RecordType.records;
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
import io.quadrille.handlers.csv.CsvChunk;
import io.quadrille.handlers.csv.CsvChunks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordBinderTest {
    private static final String[] CELLS = {
        "",
        "1",
        "-17",
        " 4 ",
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
        "\"back\\slash\"",
        "\"a\"\"b\""
    };
    private static final byte[][] BROKEN = {{(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xff, 'a'}};

    record Plain(String key, Optional<Integer> number, String name, Optional<String> note, @Sensitive String secret) {}

    /** As the other, but never bare. */
    record Careful(String key, Optional<Integer> number, String name, Optional<String> note, @Sensitive String secret) {
        Careful {
            if (key.isEmpty()) {
                throw new IllegalArgumentException("keyed by it");
            }
        }
    }

    @Test
    void records_are_the_same_with_and_without_an_instance_of_their_class() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] source = source(random);
            assertThat(bound(records("guests.read.v1", Plain.class).bare(), source))
                    .as("seed %d, source %d", seed, i)
                    .isEqualTo(bound(records("guests.read.v1", Careful.class), source));
        }
    }

    private static byte[] source(Random random) {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        source.writeBytes("name,number,ignored,key,note,secret".getBytes(UTF_8));
        for (int record = random.nextInt(30); record >= 0; record--) {
            source.writeBytes(new byte[] {'\n'});
            for (int column = 0; column < 6; column++) {
                source.writeBytes(column == 0 ? new byte[0] : new byte[] {','});
                if (random.nextInt(60) == 0) {
                    source.writeBytes(BROKEN[random.nextInt(BROKEN.length)]);
                } else {
                    source.writeBytes(CELLS[random.nextInt(CELLS.length)].getBytes(UTF_8));
                }
            }
        }
        return source.toByteArray();
    }

    /** The payload of each chunk and the rejections beside it. */
    private static <T> List<String> bound(RecordType<T> type, byte[] source) throws IOException {
        List<String> all = new ArrayList<>();
        try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(source), "guests.csv", CsvFormat.csv())) {
            Layout<T> layout = type.layoutFor(chunks.header());
            HeaderBinding header = HeaderBinding.of("guests.csv", chunks.header(), layout);
            for (CsvChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                KnownTexts known = new KnownTexts(chunks.header().size(), 1);
                RecordEncoder<T> encoder =
                        new RecordCodec<>(type).encoder(layout.columns(), new Passed(known, header.columns()));
                RecordBinder<T> binder = new RecordBinder<>(
                        layout, header, Set.of("key"), known, (origin, record) -> encoder.add(origin, record, 0));
                chunk.forEach(binder);
                all.add(new String(encoder.finish(new AesGcmCipher(new byte[32], "0123456789abcdef")), UTF_8));
                all.add(binder.rejections().toString());
            }
        }
        return all;
    }
}
