package io.quadrille.events.records;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which values an event carries so that they are read again as they were written. */
final class Writable {
    /** Well within the {@link RecordCodec}'s longest number. */
    private static final int MOST_DIGITS = 9_000;

    private static final int MOST_BITS = 29_000; // of as many digits
    /** Beyond, a number's text has an exponent that no BigDecimal is read from. */
    private static final int LARGEST_SCALE = 1_000_000_000;

    private Writable() {}

    /** @throws UnwritableRecord if it is none */
    static void require(Field field, Object value) {
        if (value instanceof String text) {
            requireWholeCharacters(field, text);
        } else if (value instanceof BigDecimal decimal) {
            if (decimal.precision() > MOST_DIGITS || Math.abs((long) decimal.scale()) > LARGEST_SCALE) {
                throw new UnwritableRecord("field '" + field.name() + "' is a number of " + decimal.precision()
                        + " digits and scale " + decimal.scale() + "; an event carries " + MOST_DIGITS + " digits");
            }
        } else if (value instanceof BigInteger integer) {
            if (integer.bitLength() > MOST_BITS) {
                throw new UnwritableRecord("field '" + field.name() + "' is a number of " + integer.bitLength()
                        + " bits; an event carries " + MOST_BITS);
            }
        } else if (value instanceof List<?> list) {
            list.forEach(element -> requireNested(field, field.element(), element));
        } else if (field.kind() == FieldKind.RECORD) {
            @Nullable Object[] values = field.nestedValues(value);
            for (int i = 0; i < values.length; i++) {
                Field nested = field.nested().get(i);
                if (values[i] != null || !nested.optional()) {
                    requireNested(field, nested, values[i]);
                }
            }
        }
    }

    private static void requireNested(Field outer, @Nullable Field inner, @Nullable Object value) {
        if (inner == null || value == null) {
            throw new UnwritableRecord("field '" + outer.name() + "' holds a null");
        }
        require(inner, value);
    }

    private static void requireWholeCharacters(Field field, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    throw new UnwritableRecord(
                            "field '" + field.name() + "' holds half a character (a lone surrogate) at index " + i);
                }
                i++;
            }
        }
    }
}
