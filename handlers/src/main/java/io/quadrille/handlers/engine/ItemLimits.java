package io.quadrille.handlers.engine;

import io.quadrille.events.records.Field;
import io.quadrille.handlers.Reject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's limits, kept by every table so that what loads here loads there ("Quotas and limitations" and "Item sizes
 * and formats" in the DynamoDB developer guide). Messages show lengths, never values.
 */
final class ItemLimits {
    static final int PARTITION_BYTES = 2048;
    static final int SORT_BYTES = 1024;
    private static final int ITEM_BYTES = 400 * 1024;
    private static final int DIGITS = 38;
    private static final int LARGEST_EXPONENT = 125;
    private static final int SMALLEST_EXPONENT = -130;

    private ItemLimits() {}

    /** The value as a key: text or a Long. @throws Reject MISSING_KEY, KEY_TOO_LONG or NOT_STORABLE */
    static Object requireKey(String column, @Nullable Object value, int mostBytes) {
        if (value instanceof BigInteger big) {
            if (big.bitLength() > 63) {
                throw new Reject("NOT_STORABLE", column, "the key is an integer of more than 64 bits");
            }
            return big.longValue();
        } else if (value instanceof Number number) {
            return number.longValue();
        }
        String text = value == null ? "" : value instanceof Enum<?> constant ? constant.name() : value.toString();
        if (text.isEmpty()) {
            throw new Reject("MISSING_KEY", column, "the key is empty; the table needs one");
        }
        int bytes = utf8Length(text);
        if (bytes > mostBytes) {
            throw new Reject("KEY_TOO_LONG", column, "the key has " + bytes + " bytes, at most " + mostBytes + " fit");
        }
        return text;
    }

    /** @throws Reject NOT_STORABLE or ITEM_TOO_LARGE */
    static void requireStorable(List<Field> fields, @Nullable Object[] values) {
        long bytes = 0;
        for (int i = 0; i < values.length; i++) {
            bytes += utf8Length(fields.get(i).name()) + size(fields.get(i), values[i]);
        }
        if (bytes > ITEM_BYTES) {
            throw new Reject("ITEM_TOO_LARGE", null, "the item has " + bytes + " bytes, at most " + ITEM_BYTES + " fit");
        }
    }

    private static long size(Field field, @Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return 1;
        } else if (value instanceof String text) {
            return utf8Length(text);
        } else if (value instanceof BigDecimal || value instanceof BigInteger) {
            return digits(field, value instanceof BigDecimal d ? d : new BigDecimal((BigInteger) value)) / 2 + 2L;
        } else if (value instanceof Number) {
            return 11;
        } else if (value instanceof List<?> list) {
            long bytes = 3;
            for (Object element : list) {
                bytes += 1 + size(field, element);
            }
            return bytes;
        }
        return utf8Length(value.toString()); // dates, enums; a nested record's text is a fair upper bound of its map
    }

    private static int digits(Field field, BigDecimal value) {
        BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        long exponent = (long) plain.precision() - plain.scale() - 1;
        if (plain.precision() > DIGITS || exponent > LARGEST_EXPONENT || exponent < SMALLEST_EXPONENT) {
            throw new Reject(
                    "NOT_STORABLE",
                    field.name(),
                    "a number of " + plain.precision() + " digits and exponent " + exponent + "; a table keeps "
                            + DIGITS + " digits, exponents " + SMALLEST_EXPONENT + " to " + LARGEST_EXPONENT);
        }
        return plain.precision();
    }

    private static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}
