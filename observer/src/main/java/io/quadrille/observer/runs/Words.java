package io.quadrille.observer.runs;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them; the same in every locale. */
public final class Words {
    private Words() {}

    /** {@code 48,910} */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 record}, {@code 48,910 records} */
    public static String counted(long number, String noun) {
        return grouped(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 13 ms}, {@code 0.4 s}, {@code 59.0 s}, {@code 12 min 3 s}, {@code 2 h 5 min} */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() < 100) {
            return duration.toMillis() + " ms";
        } else if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** {@code 0.4 ms}, {@code 35 ms}, {@code 1.2 s}: as few digits as a measure deserves that is right to a factor. */
    public static String measured(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis >= 1_000) {
            return duration(duration);
        }
        return String.format(Locale.ROOT, millis < 0.95 ? "%.1f ms" : "%.0f ms", millis);
    }
}
