package io.quadrille.handlers.extract;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.events.records.Integers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a CSV cell as a field's value. Text is carried as it stands; around anything else white space is ignored. */
final class CellReader {
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "0");
    /** Far beyond what a table keeps; parsing longer ones would take more than linear time. */
    private static final int LONGEST_NUMBER = 400;

    /** Likewise; and adding 1 to a number of this exponent must not fill the heap. */
    private static final int LARGEST_EXPONENT = 1_000;

    private static final int SHOWN_CHARACTERS = 40;
    private static final int MOST_CONSTANTS_SHOWN = 12;

    private CellReader() {}

    /** @return null where an optional field's cell is empty; @throws BadCell if it is not a value of the field */
    static @Nullable Object read(Field field, String cell) {
        if (field.kind() == FieldKind.STRING) {
            return cell.isEmpty() && field.optional() ? null : cell;
        }
        String text = cell.strip();
        if (text.isEmpty()) {
            if (field.optional()) {
                return null;
            }
            throw new BadCell("MISSING_VALUE", "is empty; expected " + expected(field));
        }
        return switch (field.kind()) {
            case INTEGER -> integer(field, text);
            case DECIMAL -> decimal(field, text);
            case BOOLEAN -> bool(field, text);
            case DATE -> date(field, text);
            case INSTANT -> instant(field, text);
            case ENUM -> constant(field, text);
            default -> throw new IllegalStateException("a cell cannot hold a " + field.describe());
        };
    }

    private static Object integer(Field field, String text) {
        long value = 0;
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        int digits = text.length() - start;
        if (digits == 0) {
            throw notA("NOT_A_NUMBER", field, text);
        }
        for (int i = start; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw notA("NOT_A_NUMBER", field, text);
            }
            value = value * 10 + digit;
        }
        Object number;
        if (digits <= 18) {
            number = Integers.narrow(text.charAt(0) == '-' ? -value : value, field.type());
        } else if (digits > LONGEST_NUMBER) {
            number = null;
        } else {
            number = Integers.narrow(new BigInteger(text.startsWith("+") ? text.substring(1) : text), field.type());
        }
        if (number == null) {
            throw new BadCell(
                    "OUT_OF_RANGE", shown(field, text) + " is beyond what the column holds (" + range(field) + ")");
        }
        return number;
    }

    private static String range(Field field) {
        Class<?> type = field.type();
        if (type == byte.class || type == Byte.class) {
            return Byte.MIN_VALUE + " to " + Byte.MAX_VALUE;
        } else if (type == short.class || type == Short.class) {
            return Short.MIN_VALUE + " to " + Short.MAX_VALUE;
        } else if (type == int.class || type == Integer.class) {
            return Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
        } else if (type == BigInteger.class) {
            return LONGEST_NUMBER + " digits";
        }
        return Long.MIN_VALUE + " to " + Long.MAX_VALUE;
    }

    private static BigDecimal decimal(Field field, String text) {
        // BigDecimal takes the digits of every script; a CSV's are ASCII.
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0)) {
            throw notA("NOT_A_NUMBER", field, text);
        }
        if (text.length() > LONGEST_NUMBER) {
            throw new BadCell("NOT_STORABLE", shown(field, text) + " is longer than " + LONGEST_NUMBER + " characters");
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw notA("NOT_A_NUMBER", field, text);
        }
        if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
            throw new BadCell("NOT_STORABLE", shown(field, text) + " has an exponent beyond " + LARGEST_EXPONENT);
        }
        return number;
    }

    private static Boolean bool(Field field, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (TRUE.contains(lower)) {
            return true;
        } else if (FALSE.contains(lower)) {
            return false;
        }
        throw notA("NOT_A_BOOLEAN", field, text);
    }

    private static LocalDate date(Field field, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw notA("NOT_A_DATE", field, text);
        }
    }

    private static Instant instant(Field field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw notA("NOT_A_TIMESTAMP", field, text);
        }
    }

    private static Object constant(Field field, String text) {
        Object[] constants = field.type().getEnumConstants();
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw notA("UNKNOWN_VALUE", field, text);
    }

    private static BadCell notA(String code, Field field, String text) {
        return new BadCell(code, shown(field, text) + " is not " + expected(field));
    }

    private static String expected(Field field) {
        return switch (field.kind()) {
            case INTEGER -> "a whole number (such as 12)";
            case DECIMAL -> "a decimal number (such as 12.50)";
            case BOOLEAN -> "a flag (true or false, yes or no, 1 or 0)";
            case DATE -> "a date (such as 2026-01-31)";
            case INSTANT -> "a time (such as 2026-01-31T12:00:00Z)";
            case ENUM -> {
                List<Object> constants = Arrays.asList(field.type().getEnumConstants());
                yield "one of "
                        + (constants.size() <= MOST_CONSTANTS_SHOWN
                                ? constants
                                : constants.subList(0, MOST_CONSTANTS_SHOWN) + " and "
                                        + (constants.size() - MOST_CONSTANTS_SHOWN) + " more");
            }
            default -> "text";
        };
    }

    /** The value in quotes, control characters shown as such; only its length where it may not be shown. */
    private static String shown(Field field, String text) {
        if (field.sensitive()) {
            return "a value of " + text.length() + " characters";
        }
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().limit(SHOWN_CHARACTERS).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        if (text.codePointCount(0, text.length()) > SHOWN_CHARACTERS) {
            shown.append("… (").append(text.length()).append(" characters)");
        }
        return shown.append('"').toString();
    }

    /** A cell that is no value of its field. The message shows no sensitive value. */
    static final class BadCell extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String code;
        private final String reason;

        BadCell(String code, String reason) {
            super(reason, null, false, false);
            this.code = code;
            this.reason = reason;
        }

        String code() {
            return code;
        }

        String reason() {
            return reason;
        }
    }
}
