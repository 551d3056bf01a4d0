package io.quadrille.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Events in the shapes that AWS documents: "Amazon ECS task state change events" in the Amazon ECS developer guide,
 * "Creating a rule that runs on a schedule" in the EventBridge user guide.
 */
public final class Recorded {
    private Recorded() {}

    public static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream("/events/" + name), name)) {
            return in.readAllBytes();
        }
    }

    public static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(bytes(name));
    }
}
