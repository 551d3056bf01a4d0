package io.quadrille.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as people write them: of runs in hours, minutes and seconds; of a record in parts of a second. */
final class PlanTime {
    private static final Pattern OF_RUN =
            Pattern.compile("(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?");
    private static final Pattern OF_RECORD = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s)");

    private PlanTime() {}

    /** Reads {@code 15m}, {@code 90s} or {@code 1h30m}. */
    static final class OfRun implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Matcher parts = OF_RUN.matcher(text);
            Duration time = parts.matches()
                    ? Duration.ofHours(part(parts, 1)).plusMinutes(part(parts, 2)).plusSeconds(part(parts, 3))
                    : Duration.ZERO;
            if (time.isZero()) {
                throw new TypeConversionException(
                        "'" + text + "' is not a time (expected hours, minutes, seconds: e.g. 15m, 90s or 1h30m)");
            }
            return time;
        }

        private static long part(Matcher parts, int group) {
            String digits = parts.group(group);
            return digits == null ? 0 : Long.parseLong(digits);
        }
    }

    /** The microseconds of {@code 40us}, {@code 0.5ms} or {@code 800ns}. @throws Refusal if the text is none */
    static double micros(String text) {
        Matcher parts = OF_RECORD.matcher(text);
        if (!parts.matches()) {
            throw Refusal.usage("--step-time: '" + TextTable.visible(text)
                    + "' is not the time of a record (expected e.g. 40us, 0.5ms or 800ns).");
        }
        double number = Double.parseDouble(parts.group(1));
        return switch (parts.group(2)) {
            case "ns" -> number / 1e3;
            case "ms" -> number * 1e3;
            case "s" -> number * 1e6;
            default -> number;
        };
    }
}
