package io.quadrille.cli;

import io.quadrille.observer.runs.Words;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them; the same in every locale. */
final class Numbers {
    private static final double KILO = 1_000;

    private Numbers() {}

    /** {@code 48,910} */
    static String grouped(long number) {
        return Words.grouped(number);
    }

    /** {@code 1 record}, {@code 48,910 records} */
    static String counted(long number, String noun) {
        return Words.counted(number, noun);
    }

    /** {@code 126.4 MB} */
    static String bytes(double bytes) {
        if (bytes < KILO) {
            return Math.round(bytes) + " B";
        }
        double rest = bytes / KILO;
        for (String unit : new String[] {"kB", "MB", "GB"}) {
            if (rest < KILO) {
                return String.format(Locale.ROOT, "%.1f %s", rest, unit);
            }
            rest /= KILO;
        }
        return String.format(Locale.ROOT, "%.1f TB", rest);
    }

    /** {@code 0.4 s}, {@code 59.0 s}, {@code 12 min 3 s}, {@code 2 h 5 min} */
    static String duration(Duration duration) {
        return Words.duration(duration);
    }
}
