package io.quadrille.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The object that EventBridge makes of an entry and delivers to targets: a CloudEvent whole in {@code detail}. Thread
 * safe. Shape: "Amazon EventBridge event structure" in the EventBridge user guide.
 */
public final class EventBridgeJson {
    private EventBridgeJson() {}

    /**
     * The delivered object, with {@code detail} as its last member.
     *
     * @param detail the CloudEvent as {@link EnvelopeJson} writes it, or without its data
     */
    public static byte[] wrap(Envelope envelope, byte[] detail) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
        try (JsonGenerator json = EnvelopeJson.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("version", "0");
            json.writeStringField("id", envelope.id());
            json.writeStringField("detail-type", envelope.type());
            json.writeStringField("source", envelope.pipeline());
            json.writeStringField("account", "000000000000");
            json.writeStringField("time", envelope.time().toString());
            json.writeStringField("region", "local");
            json.writeArrayFieldStart("resources");
            json.writeEndArray();
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        bytes.writeBytes(",\"detail\":".getBytes(UTF_8));
        return EnvelopeJson.closed(bytes, detail);
    }

    /**
     * The event delivered. A bare CloudEvent is read too.
     *
     * @throws UnreadableEvent if the bytes are neither; the message quotes nothing of them
     */
    public static Envelope read(byte[] bytes) {
        try (JsonParser json = EnvelopeJson.JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableEvent("the message is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (name.equals("specversion")) {
                    return EnvelopeJson.read(bytes);
                }
                JsonToken token = json.nextToken();
                if (name.equals("detail") && token == JsonToken.START_OBJECT) {
                    return EnvelopeJson.read(json, bytes, 2);
                }
                json.skipChildren();
            }
            throw new UnreadableEvent("the message is neither an EventBridge event nor a CloudEvent");
        } catch (IOException | RuntimeException e) {
            throw EnvelopeJson.unreadable(e);
        }
    }
}
