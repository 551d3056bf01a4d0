package io.quadrille.events.records;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which values an event carries so that they are read again as they were written. */
final class Encodable {
    /** Well within the {@link RecordCodec}'s longest number. */
    private static final int MOST_DIGITS = 9_000;

    private static final int MOST_BITS = 29_000; // of as many digits
    /** Beyond, a number's text has an exponent that no BigDecimal is read from. */
    private static final int LARGEST_SCALE = 1_000_000_000;

    private Encodable() {}

    /** @throws IllegalArgumentException if it is none; the message names the field, no value */
    static void require(Field field, Object value) {
        if (value instanceof String text) {
            if (!Texts.isWhole(text)) {
                throw halfSurrogate(field);
            }
        } else if (value instanceof BigDecimal decimal) {
            if (decimal.precision() > MOST_DIGITS || Math.abs((long) decimal.scale()) > LARGEST_SCALE) {
                throw new IllegalArgumentException("field '" + field.name() + "' is a number of " + decimal.precision()
                        + " digits and scale " + decimal.scale() + "; an event carries " + MOST_DIGITS + " digits");
            }
        } else if (value instanceof BigInteger integer) {
            if (integer.bitLength() > MOST_BITS) {
                throw new IllegalArgumentException("field '" + field.name() + "' is a number of " + integer.bitLength()
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

    static IllegalArgumentException halfSurrogate(Field field) {
        return new IllegalArgumentException("field '" + field.name()
                + "' holds half of a surrogate pair, which UTF-8 cannot carry; cut text between code points");
    }

    private static void requireNested(Field outer, @Nullable Field inner, @Nullable Object value) {
        if (inner == null || value == null) {
            throw new IllegalArgumentException("field '" + outer.name() + "' holds a null");
        }
        require(inner, value);
    }
}
