package io.quadrille.testdata;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A reusable text under construction, as UTF-8 bytes. Not thread-safe. */
final class Utf8Text {

    private byte[] bytes = new byte[64];
    private int length;

    /** The buffer itself, valid up to {@link #length()} until the next change. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    Utf8Text clear() {
        length = 0;
        return this;
    }

    Utf8Text add(int single) {
        reserve(1);
        bytes[length++] = (byte) single;
        return this;
    }

    Utf8Text add(byte[] more) {
        return add(more, 0, more.length);
    }

    Utf8Text add(byte[] more, int from, int to) {
        int count = to - from;
        reserve(count);
        System.arraycopy(more, from, bytes, length, count);
        length += count;
        return this;
    }

    Utf8Text add(Utf8Text other) {
        return add(other.bytes, 0, other.length);
    }

    Utf8Text add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    Utf8Text repeat(byte[] unit, int times) {
        reserve(unit.length * times);
        for (int i = 0; i < times; i++) {
            add(unit);
        }
        return this;
    }

    Utf8Text number(long value) {
        if (value == Long.MIN_VALUE) {
            return add(Long.toString(value));
        }
        if (value < 0) {
            add('-');
        }
        return number(Math.abs(value), 1);
    }

    /** A number that is not negative, with zeros before it up to {@code width} digits. */
    Utf8Text number(long value, int width) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int count = Math.max(digits, width);
        reserve(count);
        long rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
