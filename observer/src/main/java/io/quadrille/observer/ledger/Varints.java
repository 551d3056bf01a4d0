package io.quadrille.observer.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Whole numbers in 7 bits a byte, lowest first; signed ones zigzag. */
public final class Varints {
    private Varints() {}

    public static void write(ByteArrayOutputStream bytes, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    public static long read(ByteBuffer bytes) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    static void writeSigned(ByteArrayOutputStream bytes, long value) {
        write(bytes, value << 1 ^ value >> 63);
    }

    static long readSigned(ByteBuffer bytes) {
        long value = read(bytes);
        return value >>> 1 ^ -(value & 1);
    }
}
