package io.quadrille.handlers.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The text of gzip members, one after another (RFC 1952).
 *
 * <p>Stricter than {@link java.util.zip.GZIPInputStream}, which ends silently before a damaged later member, and before
 * any later member when the stream's {@code available()} is 0 for a moment: records would be lost. What follows the
 * last member may only be zero padding.
 */
final class Gunzip extends InputStream {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream source;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int limit;
    private boolean inMember;
    private boolean begun;

    Gunzip(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (inMember || beginMember()) {
            int count = inflate(into, offset, length);
            if (inflater.finished()) {
                endMember();
            }
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            if (inflater.needsInput()) {
                requireInput();
                inflater.setInput(buffer, next, limit - next);
                next = limit;
            }
            int count = inflater.inflate(into, offset, length);
            if (inflater.needsDictionary()) {
                throw new ZipException("a preset dictionary is not part of gzip");
            }
            crc.update(into, offset, count);
            if (inflater.finished()) {
                next = limit - inflater.getRemaining();
            }
            return count;
        } catch (DataFormatException e) {
            throw (ZipException) new ZipException("not deflate data").initCause(e);
        }
    }

    private boolean beginMember() throws IOException {
        int first = 0;
        while (first == 0) {
            if (next == limit && !fill()) {
                return false;
            }
            first = byteOf();
            if (first == 0 && !begun) {
                break;
            }
        }
        if (first != 0x1f || byteOf() != 0x8b || byteOf() != 8) {
            throw new ZipException("no gzip member where one was expected");
        }
        begun = true;
        passHeader(byteOf());
        inflater.reset();
        crc.reset();
        inMember = true;
        return true;
    }

    private void passHeader(int flags) throws IOException {
        pass(6);
        if ((flags & EXTRA) != 0) {
            pass(byteOf() | byteOf() << 8);
        }
        if ((flags & NAME) != 0) {
            passText();
        }
        if ((flags & COMMENT) != 0) {
            passText();
        }
        if ((flags & HEADER_CRC) != 0) {
            pass(2);
        }
    }

    private void endMember() throws IOException {
        inMember = false;
        if (number() != crc.getValue() || number() != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("checksum or length of a gzip member does not fit its text");
        }
    }

    private long number() throws IOException {
        return byteOf() | byteOf() << 8 | byteOf() << 16 | (long) byteOf() << 24;
    }

    private void pass(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            byteOf();
        }
    }

    private void passText() throws IOException {
        while (byteOf() != 0) {
            // The text ends with a zero byte.
        }
    }

    private int byteOf() throws IOException {
        requireInput();
        return buffer[next++] & 0xff;
    }

    private void requireInput() throws IOException {
        if (next == limit && !fill()) {
            throw new ZipException("end of the file inside of a gzip member");
        }
    }

    private boolean fill() throws IOException {
        int count = source.read(buffer, 0, buffer.length);
        next = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        source.close();
    }
}
