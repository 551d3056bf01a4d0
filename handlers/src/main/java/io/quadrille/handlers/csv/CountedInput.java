package io.quadrille.handlers.csv;

import java.io.IOException;
import java.io.InputStream;

/** A stream that counts what it takes from another, and whose first two bytes can be looked at. */
final class CountedInput extends InputStream {
    private final InputStream source;
    private final byte[] first = new byte[2];
    private int firstNext;
    private int firstLimit;
    private long count;

    CountedInput(InputStream source) {
        this.source = source;
    }

    /** Whether the source begins with the two bytes; to be asked before anything is read. */
    boolean beginsWith(int one, int two) throws IOException {
        firstLimit = source.readNBytes(first, 0, first.length);
        count = firstLimit;
        return firstLimit == 2 && (first[0] & 0xff) == one && (first[1] & 0xff) == two;
    }

    /** Bytes taken so far. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (firstNext < firstLimit) {
            int taken = Math.min(length, firstLimit - firstNext);
            System.arraycopy(first, firstNext, into, offset, taken);
            firstNext += taken;
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
