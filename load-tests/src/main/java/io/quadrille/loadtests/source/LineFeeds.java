package io.quadrille.loadtests.source;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Makes a line feed of every carriage return with a line feed after it. Not thread-safe. */
final class LineFeeds extends OutputStream {
    private final OutputStream out;
    private boolean returned;

    LineFeeds(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    @Override
    public void write(int b) throws IOException {
        if (returned && b != '\n') {
            out.write('\r');
        }
        returned = b == '\r';
        if (!returned) {
            out.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (returned) {
            out.write('\r');
        }
        out.close();
    }
}
