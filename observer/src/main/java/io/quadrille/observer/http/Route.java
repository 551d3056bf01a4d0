package io.quadrille.observer.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A method and a family of paths, and who answers them.
 *
 * @param template such as {@code /api/runs/{run}}; a name in braces stands for one segment
 * @param parameters the names that the query may have
 */
public record Route(String method, String template, Set<String> parameters, Answer answer) {
    private static final Pattern SLASH = Pattern.compile("/");

    public Route {
        parameters = Set.copyOf(parameters);
    }

    /** Answers the requests of one route. */
    @FunctionalInterface
    public interface Answer {
        /** @param segments by the names in the template */
        Response to(Request request, Map<String, String> segments);
    }

    public static Route get(String template, Answer answer, String... parameters) {
        return new Route("GET", template, Set.of(parameters), answer);
    }

    public static Route post(String template, Answer answer, String... parameters) {
        return new Route("POST", template, Set.of(parameters), answer);
    }

    /** The segments that stand for the template's names; empty if the path is of another family. */
    Optional<Map<String, String>> match(String path) {
        String[] names = SLASH.split(template, -1);
        String[] given = SLASH.split(path, -1);
        if (names.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> segments = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                segments.put(names[i].substring(1, names[i].length() - 1), given[i]);
            } else if (!names[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return segments.containsValue("") ? Optional.empty() : Optional.of(segments);
    }
}
