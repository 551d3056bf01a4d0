package io.quadrille.cli;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many rejects are allowed.
 *
 * @param limit records, or percent of the records extracted
 */
record MaxRejects(BigDecimal limit, boolean percent) {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,18})");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?) ?%");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    boolean allows(long rejected, long extracted) {
        BigDecimal found = BigDecimal.valueOf(rejected);
        return percent
                ? found.multiply(HUNDRED).compareTo(limit.multiply(BigDecimal.valueOf(extracted))) <= 0
                : found.compareTo(limit) <= 0;
    }

    @Override
    public String toString() {
        return limit.toPlainString() + (percent ? "%" : "");
    }

    /** Reads {@code 100} or {@code 0.5%}. */
    static final class Converter implements ITypeConverter<MaxRejects> {
        @Override
        public MaxRejects convert(String text) {
            Matcher number = NUMBER.matcher(text);
            if (number.matches()) {
                return new MaxRejects(new BigDecimal(number.group(1)), false);
            }
            Matcher percent = PERCENT.matcher(text);
            if (percent.matches() && new BigDecimal(percent.group(1)).compareTo(HUNDRED) <= 0) {
                return new MaxRejects(new BigDecimal(percent.group(1)), true);
            }
            throw new TypeConversionException(
                    "'" + text + "' is neither a number of records nor a percentage (expected e.g. 100 or 0.5%)");
        }
    }
}
