package io.quadrille.observer.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, whatever carries it: a socket, or a function's event.
 *
 * @param path decoded, without the query
 * @param query its parameters, decoded; of one that is given twice the last
 * @param headers by their names in lower case
 * @param body never longer than {@link #MOST_BODY_BYTES}
 */
public record Request(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {
    public static final int MOST_QUERY_CHARACTERS = 4_096;
    public static final int MOST_BODY_BYTES = 64 * 1024;

    public Request {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /**
     * A request as it stands on the wire.
     *
     * @param rawQuery encoded; null where there is none
     * @throws HttpProblem if the query is too long or badly encoded
     */
    public static Request of(
            String method, String rawPath, @Nullable String rawQuery, Map<String, String> headers, byte[] body) {
        if (rawPath.length() + (rawQuery == null ? 0 : rawQuery.length()) > MOST_QUERY_CHARACTERS) {
            throw new HttpProblem(
                    414, "The address is longer than " + MOST_QUERY_CHARACTERS + " characters. Ask for less at once.");
        }
        if (body.length > MOST_BODY_BYTES) {
            throw tooLarge();
        }
        Map<String, String> lower = new LinkedHashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return new Request(method, decode(rawPath.replace("+", "%2B")), parameters(rawQuery), lower, body);
    }

    /** The refusal of a body that is too long. */
    public static HttpProblem tooLarge() {
        return new HttpProblem(413, "The body is larger than " + MOST_BODY_BYTES + " bytes; no request needs that.");
    }

    private static Map<String, String> parameters(@Nullable String rawQuery) {
        Map<String, String> query = new LinkedHashMap<>();
        if (rawQuery != null && !rawQuery.isEmpty()) {
            for (String pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                query.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest(
                    "The address is badly encoded: a % is not followed by two hexadecimal digits.");
        }
    }

    /** @param name in lower case */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** A parameter of the query; empty where it is absent or has no text. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    /**
     * A parameter that is a whole number.
     *
     * @throws HttpProblem if it is none, or lies outside the bounds
     */
    public int number(String name, int absent, int least, int most) {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notBetween(name, text.get(), least, most);
        }
        throw notBetween(name, text.get(), least, most);
    }

    private static HttpProblem notBetween(String name, String text, int least, int most) {
        return HttpProblem.badRequest("Parameter '" + name + "' is '" + HttpProblem.shown(text)
                + "'; expected a whole number from " + least + " to " + most + ".");
    }

    /** Whether an HTML page or a program asks: {@code Accept} names the type. */
    public boolean accepts(String type) {
        return header("accept").filter(accept -> accept.contains(type)).isPresent();
    }
}
