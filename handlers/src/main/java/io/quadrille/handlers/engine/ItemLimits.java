package io.quadrille.handlers.engine;

import io.quadrille.events.json.JsonText;
import io.quadrille.events.records.BareRecord;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.handlers.Reject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's limits, kept by every table so that what loads here loads there ("Quotas and limitations" and "Item sizes
 * and formats" in the DynamoDB developer guide). Messages show lengths, never values.
 */
final class ItemLimits {
    static final int PARTITION_BYTES = 2048;
    static final int SORT_BYTES = 1024;
    private static final int DYNAMODB_ITEM_BYTES = 400 * 1024;
    /** For the row's version, which DynamoDB keeps in its item: a name of 8 bytes and 84, and 2 per character of S3's sequencer. */
    private static final int VERSION_BYTES = 256;

    static final int ITEM_BYTES = DYNAMODB_ITEM_BYTES - VERSION_BYTES;
    /** Of a list or a map; each of its elements takes one more. */
    private static final int CONTAINER_BYTES = 3;

    private static final int DIGITS = 38;
    private static final int LONG_DIGITS = 19;
    /** Of UTF-8. */
    private static final int MOST_BYTES_PER_CHAR = 3;

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
        } else if (value instanceof Long) {
            return value;
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
    static void requireStorable(List<Field> fields, BareRecord record) {
        long most = record.mostBytes();
        if (most >= 0 && most + mostNameBytes(fields) <= ITEM_BYTES) {
            return; // at the first look, as nearly every row is: no decimals, and short in any encoding
        }
        long bytes = 0;
        for (int i = 0; i < record.size(); i++) {
            Field field = fields.get(i);
            bytes += utf8Length(field.name()) + size(field.name(), field, record.value(i));
        }
        if (bytes > ITEM_BYTES) {
            throw new Reject(
                    "ITEM_TOO_LARGE", null, "the item has " + bytes + " bytes, at most " + ITEM_BYTES + " fit");
        }
    }

    private static long mostNameBytes(List<Field> fields) {
        long most = 0;
        for (int i = 0; i < fields.size(); i++) {
            most += (long) fields.get(i).name().length() * MOST_BYTES_PER_CHAR;
        }
        return most;
    }

    /** @param column the column it stands in, or under */
    private static long size(String column, Field field, @Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return 1;
        } else if (value instanceof String || value instanceof JsonText) {
            return utf8Length(value.toString());
        } else if (value instanceof Enum<?> constant) {
            return utf8Length(constant.name());
        } else if (value instanceof BigDecimal decimal) {
            // kept as text, which keeps its scale
            return Math.max(
                    numberBytes(digits(column, decimal)), decimal.toString().length());
        } else if (value instanceof BigInteger integer) {
            return numberBytes(digits(column, new BigDecimal(integer)));
        } else if (value instanceof Number) {
            return numberBytes(LONG_DIGITS);
        } else if (value instanceof List<?> list) {
            Field element = Objects.requireNonNull(field.element(), "a list's element");
            long bytes = CONTAINER_BYTES;
            for (Object each : list) {
                bytes += 1 + size(column, element, each);
            }
            return bytes;
        } else if (field.kind() == FieldKind.RECORD) {
            @Nullable Object[] values = field.nestedValues(value);
            long bytes = CONTAINER_BYTES;
            for (int i = 0; i < values.length; i++) {
                Field nested = field.nested().get(i);
                bytes += 1 + utf8Length(nested.name()) + size(column, nested, values[i]);
            }
            return bytes;
        }
        return utf8Length(value.toString()); // dates
    }

    /** A byte for two digits, which may begin and end with half a byte, one for the exponent, one for the sign. */
    private static long numberBytes(int digits) {
        return digits / 2 + 3L;
    }

    private static int digits(String column, BigDecimal value) {
        if (value.signum() == 0) {
            return 1;
        }
        // BigDecimal's own stripTrailingZeros takes a minute for a number of as many digits as an item has bytes
        String unscaled = value.unscaledValue().abs().toString();
        int digits = unscaled.length();
        while (unscaled.charAt(digits - 1) == '0') {
            digits--;
        }
        long exponent = (long) unscaled.length() - value.scale() - 1;
        if (digits > DIGITS || exponent > LARGEST_EXPONENT || exponent < SMALLEST_EXPONENT) {
            throw new Reject(
                    "NOT_STORABLE",
                    column,
                    "a number of " + digits + " digits and exponent " + exponent + "; a table keeps " + DIGITS
                            + " digits, exponents " + SMALLEST_EXPONENT + " to " + LARGEST_EXPONENT);
        }
        return digits;
    }

    private static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}
