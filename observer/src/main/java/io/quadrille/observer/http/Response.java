package io.quadrille.observer.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, whatever carries it.
 *
 * @param headers as they are written; one value each
 */
public record Response(int status, Map<String, String> headers, Content content) {
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";

    public Response {
        headers = Map.copyOf(headers);
    }

    /** What an answer holds. */
    public sealed interface Content {}

    /** An answer that is there as a whole. */
    public record Whole(byte[] bytes) implements Content {}

    /** An answer of any length, written as it is read. */
    public record Written(Writing writing) implements Content {}

    /** An answer that does not end by itself: server-sent events. */
    public record Events(EventSource source) implements Content {}

    /** Writes an answer's content. */
    @FunctionalInterface
    public interface Writing {
        /** @param out not closed */
        void to(OutputStream out) throws IOException;
    }

    public static Response of(int status, String type, byte[] bytes) {
        return new Response(status, Map.of("Content-Type", type), new Whole(bytes));
    }

    public static Response text(String type, String text) {
        return of(200, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file to be saved under a name. */
    public static Response download(String type, String fileName, Writing writing) {
        return new Response(
                200,
                Map.of("Content-Type", type, "Content-Disposition", "attachment; filename=\"" + fileName + "\""),
                new Written(writing));
    }

    public static Response events(EventSource source) {
        return new Response(200, Map.of("Content-Type", "text/event-stream; charset=utf-8"), new Events(source));
    }

    /** With a header in place of what stood there. */
    public Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, content);
    }
}
