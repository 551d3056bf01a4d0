package io.quadrille.handlers.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** The text bytes of a source: as they stand, or decompressed where the source begins as gzip does. Not thread safe. */
final class SourceBytes implements AutoCloseable {
    private final String sourceName;
    private final CountedInput stored;
    private final InputStream text;
    private long textBytes;

    SourceBytes(InputStream source, String sourceName) throws IOException {
        this.sourceName = sourceName;
        stored = new CountedInput(source);
        text = stored.beginsWith(0x1f, 0x8b) ? new Gunzip(stored) : stored;
    }

    /** Reads up to {@code length} bytes, at least one; -1 at the end. */
    int read(byte[] into, int offset, int length) throws IOException {
        try {
            int count = text.read(into, offset, length);
            textBytes += Math.max(count, 0);
            return count;
        } catch (ZipException e) {
            throw brokenGzip(e);
        }
    }

    private IOException brokenGzip(IOException cause) {
        return new IOException(
                "%s: the gzip data is truncated or corrupt after %d bytes of text (%d bytes of the file). Drop the whole file again."
                        .formatted(sourceName, textBytes, stored.count()),
                cause);
    }

    /** Bytes taken from the source as it is stored, compressed or not. */
    long storedBytes() {
        return stored.count();
    }

    /** Bytes of text seen so far. */
    long textBytes() {
        return textBytes;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
