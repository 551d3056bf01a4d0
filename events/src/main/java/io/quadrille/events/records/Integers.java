package io.quadrille.events.records;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Integers as the component's own type. */
public final class Integers {
    private Integers() {}

    /**
     * The number as an instance of the type.
     *
     * @param number an Integer, Long or BigInteger
     * @param type byte, short, int, long, a box of these, or BigInteger
     * @return null if the type cannot hold it
     */
    public static @Nullable Object narrow(Number number, Class<?> type) {
        if (type == BigInteger.class) {
            return number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
        }
        if (number instanceof BigInteger big && big.bitLength() > 63) {
            return null;
        }
        return narrow(number.longValue(), type);
    }

    /** Whether {@link #narrow(long, Class)} gives an instance of the type. */
    public static boolean fits(long value, Class<?> type) {
        if (type == long.class || type == Long.class || type == BigInteger.class) {
            return true;
        } else if (type == int.class || type == Integer.class) {
            return value == (int) value;
        } else if (type == short.class || type == Short.class) {
            return value == (short) value;
        }
        return value == (byte) value;
    }

    /** As {@link #narrow(Number, Class)}, without an object for the number. */
    public static @Nullable Object narrow(long value, Class<?> type) {
        if (type == long.class || type == Long.class) {
            return value;
        } else if (!fits(value, type)) {
            return null;
        } else if (type == int.class || type == Integer.class) {
            return (int) value;
        } else if (type == short.class || type == Short.class) {
            return (short) value;
        }
        return type == BigInteger.class ? (Object) BigInteger.valueOf(value) : (Object) (byte) value;
    }
}
