package io.quadrille.events;

import java.util.Arrays;

/**
 * An event as it travels: JSON in UTF-8. A chunk's records, its data, may stand in an array of their own, so that they are not
 * copied on their way within one process; all bytes in one array are there for whoever asks. Immutable as long as its arrays
 * are.
 */
public final class EventBytes {
    private static final byte[] NOTHING = new byte[0];

    private final byte[] begin;
    private final byte[] data;
    private final int braces;

    private EventBytes(byte[] begin, byte[] data, int braces) {
        this.begin = begin;
        this.data = data;
        this.braces = braces;
    }

    /** An event in one array, which is kept, not copied. */
    public static EventBytes of(byte[] json) {
        return new EventBytes(json, NOTHING, 0);
    }

    /** @param begin all before the data @param data kept, not copied; empty for none @param braces how many close after it */
    static EventBytes of(byte[] begin, byte[] data, int braces) {
        return new EventBytes(begin, data, braces);
    }

    /** How many bytes it has. */
    public int length() {
        return begin.length + data.length + braces;
    }

    /** All of it in one array; not to be changed. */
    public byte[] toByteArray() {
        if (length() == begin.length) {
            return begin;
        }
        byte[] all = Arrays.copyOf(begin, length());
        System.arraycopy(data, 0, all, begin.length, data.length);
        Arrays.fill(all, begin.length + data.length, all.length, (byte) '}');
        return all;
    }

    /** What a parser needs to see of it: all, or what is before the data and the data's first byte. */
    byte[] parsed() {
        if (data.length == 0) {
            return toByteArray();
        }
        byte[] parsed = Arrays.copyOf(begin, begin.length + 1);
        parsed[begin.length] = data[0];
        return parsed;
    }

    /** Whether exactly so many bytes of data and closing braces are what is left from there on. */
    boolean endsWithData(int start, int length, int closing) {
        if (length < 1) {
            return false;
        }
        if (data.length > 0) {
            return start == begin.length && length == data.length && closing == braces;
        }
        byte[] all = toByteArray();
        if (start + length + closing != all.length) {
            return false;
        }
        for (int i = start + length; i < all.length; i++) {
            if (all[i] != '}') {
                return false;
            }
        }
        return true;
    }

    /** So many bytes of data, with which it ends; not to be changed. */
    byte[] data(int start, int length) {
        return data.length > 0 ? data : Arrays.copyOfRange(toByteArray(), start, start + length);
    }
}
