package io.quadrille.observer.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quadrille.observer.http.Response;
import java.nio.charset.StandardCharsets;

/** Answers as JSON: every member is there, null where nothing is known; times as ISO 8601 in UTC. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .serializationInclusion(JsonInclude.Include.ALWAYS)
            .build();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The API's own records are JSON", e);
        }
    }

    static Response response(Object value) {
        return response(200, value);
    }

    static Response response(int status, Object value) {
        return Response.of(status, Response.JSON, write(value).getBytes(StandardCharsets.UTF_8));
    }
}
