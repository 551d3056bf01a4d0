package io.quadrille.local.stage;

import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.SourceReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Files as sources: a file's version is its size and the CRC32C of its content. Thread safe. */
public final class FileSources implements SourceReader {
    private static final int BUFFER_BYTES = 1 << 17;

    /** The file as it is now; reads it once, whole. @throws IOException if it cannot be read */
    public static SourceObject describe(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        long bytes = 0;
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES); // an array would be read by way of one
        try (FileChannel in = FileChannel.open(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer.flip());
                buffer.clear();
                bytes += read;
            }
        }
        return new SourceObject(SourceObject.LOCAL, file.toRealPath().toString(), version(bytes, crc), bytes);
    }

    private static String version(long bytes, CRC32C crc) {
        return "%d-%08x".formatted(bytes, crc.getValue());
    }

    /** The file's bytes; reading its end fails if it is no longer the version described. */
    @Override
    public InputStream open(SourceObject source) throws IOException {
        return new VerifiedInput(Files.newInputStream(Path.of(source.key())), source);
    }

    /**
     * The file's bytes for who does not read to their end: the version is checked before, which reads the file once, whole.
     *
     * @throws IOException with a sentence if it is not there, was changed, or is no file of this machine
     */
    public static InputStream openUnchanged(SourceObject source) throws IOException {
        if (!source.bucket().equals(SourceObject.LOCAL)) {
            throw new IOException("The source " + source.fileName() + " is not a file of this machine.");
        }
        Path file = Path.of(source.key());
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(source.key());
        }
        if (!describe(file).version().equals(source.version())) {
            throw new IOException("The file " + source.key()
                    + " was changed since the run, so its lines are not those that were read.");
        }
        return Files.newInputStream(file);
    }

    /** Reads it once, whole. */
    @Override
    public void requireUnchanged(SourceObject source) throws IOException {
        Path file = Path.of(source.key());
        if (!Files.isRegularFile(file)) {
            throw new IOException("The file " + source.key() + " is not there any more. Put it back as it was.");
        }
        if (!describe(file).version().equals(source.version())) {
            throw new IOException("The file " + source.key()
                    + " was changed since the run, so its lines are not those that were rejected. Put it back as it was,"
                    + " or run the changed file: that is another run.");
        }
    }

    /** Bytes whose version is checked at their end. */
    private static final class VerifiedInput extends FilterInputStream {
        private final SourceObject source;
        private final CRC32C crc = new CRC32C();
        private long bytes;

        VerifiedInput(InputStream in, SourceObject source) {
            super(in);
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                crc.update(buffer, offset, read);
                bytes += read;
            } else if (read < 0 && !version(bytes, crc).equals(source.version())) {
                throw new IOException(source.fileName()
                        + " was changed while it was read. Run it again: the changed file" + " is another run.");
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            return read(new byte[(int) Math.min(count, BUFFER_BYTES)]);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
