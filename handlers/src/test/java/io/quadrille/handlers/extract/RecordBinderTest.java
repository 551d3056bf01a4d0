package io.quadrille.handlers.extract;

import static io.quadrille.events.records.RecordType.records;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Sensitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordBinderTest {

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

    record Numbers(String key, byte tiny, int usual, Optional<Long> large, BigInteger any) {}

    /** Of ASCII in Latin-1 all cells are texts first. */
    @Test
    void a_number_read_at_a_glance_is_that_of_its_text() throws IOException {
        List<String> cells = List.of(
                "",
                "0",
                "-0",
                "00",
                "007",
                "-7",
                "+7",
                " 7",
                "7 ",
                "-",
                "--7",
                "1e3",
                "7.",
                "127",
                "128",
                "-128",
                "-129",
                "2147483647",
                "-2147483649",
                "999999999999999999",
                "-999999999999999999",
                "0000000000000000001",
                "1000000000000000000",
                "9223372036854775808",
                "/",
                ":",
                "7\u0000");
        StringBuilder source = new StringBuilder("key,tiny,usual,large,any");
        for (String cell : cells) {
            for (String quote : List.of("", "\"")) {
                String quoted = quote + cell + quote;
                source.append("\nk,1,2,3,").append(quoted);
                source.append("\nk,1,2,").append(quoted).append(",4");
                source.append("\nk,1,").append(quoted).append(",3,4");
                source.append("\nk,").append(quoted).append(",2,3,4");
            }
        }
        RecordType<Numbers> type = records("numbers.read.v1", Numbers.class);
        List<String> read = bound(type, source.toString().getBytes(US_ASCII), CsvFormat.csv());
        assertThat(read)
                .isEqualTo(bound(
                        type,
                        source.toString().getBytes(US_ASCII),
                        CsvFormat.csv().charset(ISO_8859_1)));
        assertThat(read.get(0)).contains(",127,2,3,4]", ",-128,2,3,4]", ",1,2,3,1000000000000000000]");
    }

    private static byte[] source(Random random) {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        source.writeBytes("name,number,ignored,key,note,secret".getBytes(UTF_8));
        for (int record = random.nextInt(30); record >= 0; record--) {
            source.writeBytes(new byte[] {'\n'});
            for (int column = 0; column < 6; column++) {
                source.writeBytes(column == 0 ? new byte[0] : new byte[] {','});
                if (random.nextInt(60) == 0) {
                    source.writeBytes(Extracted.BROKEN[random.nextInt(Extracted.BROKEN.length)]);
                } else {
                    source.writeBytes(Extracted.CELLS[random.nextInt(Extracted.CELLS.length)].getBytes(UTF_8));
                }
            }
        }
        return source.toByteArray();
    }

    private static <T> List<String> bound(RecordType<T> type, byte[] source) throws IOException {
        return bound(type, source, CsvFormat.csv());
    }

    private static <T> List<String> bound(RecordType<T> type, byte[] source, CsvFormat format) throws IOException {
        return Extracted.of(type, source, format, false).chunks();
    }
}
