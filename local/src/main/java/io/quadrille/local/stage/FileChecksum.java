package io.quadrille.local.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.CRC32C;

/**
 * How many bytes a file, or a part of one, has, and their checksum. A run begins when that of its file is known, so a large file
 * is read by two threads.
 *
 * @param crc its CRC32C, of 32 bits
 */
record FileChecksum(long bytes, int crc) {
    private static final int BUFFER_BYTES = 1 << 17;
    /** From there on a second thread saves more than it takes to begin one. */
    private static final long LARGE_FILE_BYTES = 4 << 20;

    // Polynomials over GF(2), the coefficient of x^0 in the highest bit, as CRC32C has them (RFC 3720, appendix B.4).
    private static final int POLYNOMIAL = 0x82F63B78;
    private static final int ONE = 1 << 31;
    private static final int X_TO_THE_8TH = ONE >>> 8;

    /** Reads a file once, whole. */
    static FileChecksum of(Path file) throws IOException {
        long bytes = Files.size(file);
        return bytes < LARGE_FILE_BYTES ? of(file, 0, Long.MAX_VALUE) : of(file, bytes / 2);
    }

    private static FileChecksum of(Path file, long middle) throws IOException {
        CompletableFuture<FileChecksum> second = CompletableFuture.supplyAsync(() -> {
            try {
                return of(file, middle, Long.MAX_VALUE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        FileChecksum first = of(file, 0, middle);
        try {
            return first.then(second.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException failed ? failed.getCause() : new IOException(e);
        }
    }

    /** Of the bytes from one position to before another, or to the end of the file. */
    private static FileChecksum of(Path file, long from, long to) throws IOException {
        CRC32C crc = new CRC32C();
        long position = from;
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES); // an array would be read by way of one
        try (FileChannel in = FileChannel.open(file)) {
            if (from > 0) { // not at once: what is no file has no positions
                in.position(from);
            }
            while (position < to) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, to - position));
                int read = in.read(buffer);
                if (read < 0) {
                    break;
                }
                crc.update(buffer.flip());
                position += read;
            }
        }
        return new FileChecksum(position - from, (int) crc.getValue());
    }

    /** That of these bytes and of others after them. */
    FileChecksum then(FileChecksum next) {
        return new FileChecksum(bytes + next.bytes, times(crc, xToThe8Times(next.bytes)) ^ next.crc);
    }

    private static int xToThe8Times(long bytes) {
        int power = ONE;
        int square = X_TO_THE_8TH;
        for (long rest = bytes; rest > 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                power = times(power, square);
            }
            square = times(square, square);
        }
        return power;
    }

    /** The product, modulo CRC32C's polynomial. */
    private static int times(int one, int other) {
        int product = 0;
        int shifted = other;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((one & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
