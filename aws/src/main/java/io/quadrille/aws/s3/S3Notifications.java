package io.quadrille.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.SourceObject;
import io.quadrille.events.UnreadableEvent;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What S3 tells of new objects, in both its styles: "Object Created" through EventBridge, with the key as it is, and
 * direct notifications ({@code Records}), with the key URL-encoded. Thread safe. Shapes: "Using EventBridge" and "Event
 * message structure" in the Amazon S3 user guide.
 */
public final class S3Notifications {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT_SOURCE = "aws.s3";
    private static final String CREATED = "Object Created";

    private S3Notifications() {}

    /**
     * The objects created, in the order told; none for other events and for S3's test message.
     *
     * @throws UnreadableEvent if it is neither style; the message quotes nothing of it
     */
    public static List<S3Arrival> read(byte[] message) {
        JsonNode root;
        try {
            root = JSON.readTree(message);
        } catch (IOException e) {
            throw new UnreadableEvent("the message is not JSON");
        }
        if (root.path("source").asText().equals(EVENT_SOURCE)
                && root.path("detail").isObject()) {
            return root.path("detail-type").asText().equals(CREATED)
                    ? List.of(ofEventBridge(root.path("detail")))
                    : List.of();
        }
        if (root.path("Event").asText().equals("s3:TestEvent")) {
            return List.of();
        }
        if (!root.path("Records").isArray()) {
            throw new UnreadableEvent("the message is neither an S3 event of EventBridge nor an S3 notification");
        }
        List<S3Arrival> arrivals = new ArrayList<>();
        for (JsonNode record : root.path("Records")) {
            if (record.path("eventName").asText().startsWith("ObjectCreated:")) {
                arrivals.add(ofNotification(record.path("s3")));
            }
        }
        return List.copyOf(arrivals);
    }

    /** The arrival as EventBridge would have told it: what {@link #read} reads. */
    public static String write(S3Arrival arrival) {
        SourceObject source = arrival.source();
        ObjectNode event = JSON.createObjectNode().put("source", EVENT_SOURCE).put("detail-type", CREATED);
        ObjectNode detail = event.putObject("detail");
        detail.putObject("bucket").put("name", source.bucket());
        ObjectNode object = detail.putObject("object").put("key", source.key()).put("size", source.bytes());
        object.put(S3Sources.isEtag(source.version()) ? "etag" : "version-id", source.version());
        if (arrival.sequencer() != null) {
            object.put("sequencer", arrival.sequencer());
        }
        return event.toString();
    }

    private static S3Arrival ofEventBridge(JsonNode detail) {
        JsonNode object = detail.path("object");
        return arrival(
                require(detail.path("bucket"), "name"),
                require(object, "key"),
                object,
                find(object, "version-id"),
                "etag");
    }

    private static S3Arrival ofNotification(JsonNode s3) {
        JsonNode object = s3.path("object");
        String key;
        try {
            key = URLDecoder.decode(require(object, "key"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnreadableEvent("the S3 notification's key is not URL-encoded");
        }
        return arrival(require(s3.path("bucket"), "name"), key, object, find(object, "versionId"), "eTag");
    }

    private static S3Arrival arrival(
            String bucket, String key, JsonNode object, @Nullable String versionId, String etag) {
        // "null" is the version of an object that was put while its bucket kept none: only its etag tells it apart.
        String version = versionId == null || versionId.equals("null")
                ? require(object, etag).replace("\"", "")
                : versionId;
        return new S3Arrival(
                new SourceObject(bucket, key, version, object.path("size").asLong()), find(object, "sequencer"));
    }

    private static @Nullable String find(JsonNode node, String name) {
        String text = node.path(name).asText();
        return text.isEmpty() ? null : text;
    }

    private static String require(JsonNode node, String name) {
        String text = find(node, name);
        if (text == null) {
            throw new UnreadableEvent("the S3 event has no '" + name + "'");
        }
        return text;
    }
}
