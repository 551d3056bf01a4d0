package io.quadrille.handlers.csv;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that counts what it takes from another and knows whether more will come.
 *
 * <p>{@link #available()} looks ahead: {@link java.util.zip.GZIPInputStream} takes 0 for the end of the file, which
 * network streams answer while they wait, and would drop the further members of a concatenated gzip.
 */
final class CountedInput extends InputStream {
    private final InputStream source;
    private final byte[] ahead = new byte[8 * 1024];
    private int next;
    private int limit;
    private long count;

    CountedInput(InputStream source) {
        this.source = source;
    }

    boolean beginsWith(int first, int second) throws IOException {
        while (limit < 2) {
            int read = source.read(ahead, limit, ahead.length - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
            count += read;
        }
        return (ahead[0] & 0xff) == first && (ahead[1] & 0xff) == second;
    }

    long count() {
        return count;
    }

    @Override
    public int available() throws IOException {
        while (next == limit) {
            int read = source.read(ahead, 0, ahead.length);
            if (read < 0) {
                return 0;
            }
            next = 0;
            limit = read;
            count += read;
        }
        return limit - next;
    }

    @Override
    public int read() throws IOException {
        return available() == 0 ? -1 : ahead[next++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (next < limit) {
            int taken = Math.min(length, limit - next);
            System.arraycopy(ahead, next, into, offset, taken);
            next += taken;
            return taken;
        }
        int read = source.read(into, offset, length);
        count += Math.max(read, 0);
        return read;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
