package io.quadrille.observer.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people and files gave, no longer than anybody reads: a header may hold names of a megabyte. */
final class Clipped {
    static final int NAME = 200;
    static final int TEXT = 4_000;
    private static final int MOST = 100;

    private Clipped() {}

    static String text(String given) {
        return to(given, TEXT);
    }

    static String name(String given) {
        return to(given, NAME);
    }

    static @Nullable String nameOrNull(@Nullable String given) {
        return given == null ? null : name(given);
    }

    static @Nullable String textOrNull(@Nullable String given) {
        return given == null ? null : text(given);
    }

    /** The first names of many. */
    static List<String> names(List<String> given) {
        return given.stream().limit(MOST).map(Clipped::name).toList();
    }

    static List<String> texts(List<String> given) {
        return given.stream().limit(MOST).map(Clipped::text).toList();
    }

    /** Cut between characters, with an ellipsis after it. */
    private static String to(String given, int longest) {
        if (given.length() <= longest) {
            return given;
        }
        int end = Character.isHighSurrogate(given.charAt(longest - 1)) ? longest - 1 : longest;
        return given.substring(0, end) + "…";
    }
}
