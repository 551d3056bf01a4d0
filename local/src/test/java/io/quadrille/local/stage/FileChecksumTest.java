package io.quadrille.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChecksumTest {
    @TempDir
    Path folder;

    @Test
    void that_of_two_parts_is_that_of_the_whole() {
        long seed = Long.getLong("quadrille.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] whole = new byte[random.nextInt(1 << random.nextInt(14))];
            random.nextBytes(whole);
            int middle = random.nextInt(whole.length + 1);
            assertThat(checksum(whole, 0, middle).then(checksum(whole, middle, whole.length)))
                    .as("%d bytes in two parts, -Dquadrille.seed=%d", whole.length, seed)
                    .isEqualTo(checksum(whole, 0, whole.length));
        }
    }

    @Test
    void that_of_a_file_is_the_same_read_by_one_thread_or_two() throws IOException {
        Random random = new Random(4711); // seed 4711: any content will do
        for (int bytes : new int[] {0, 1, (4 << 20) - 1, 4 << 20, (4 << 20) + 200_001, 9_000_000}) {
            byte[] content = new byte[bytes];
            random.nextBytes(content);
            Path file = Files.write(folder.resolve("file"), content);
            assertThat(FileChecksum.of(file)).as("%d bytes, seed 4711", bytes).isEqualTo(checksum(content, 0, bytes));
        }
    }

    @Test
    void a_file_that_is_not_there_or_no_file_fails_as_such() {
        assertThatThrownBy(() -> FileChecksum.of(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> FileChecksum.of(folder)).isInstanceOf(IOException.class);
    }

    private static FileChecksum checksum(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return new FileChecksum(to - from, (int) crc.getValue());
    }
}
