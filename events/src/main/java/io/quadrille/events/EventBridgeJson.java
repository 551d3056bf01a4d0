package io.quadrille.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The object that EventBridge makes of an entry and delivers to targets: a CloudEvent whole in {@code detail}. Thread
 * safe. Shape: "Amazon EventBridge event structure" in the EventBridge user guide.
 */
public final class EventBridgeJson {
    private EventBridgeJson() {}

    /** The delivered object, with the CloudEvent in {@code detail} as its last member. */
    public static byte[] wrap(Envelope envelope) {
        return EnvelopeJson.within(before(envelope), envelope, 1).toByteArray();
    }

    /** As {@link #wrap}, with the data in its own array where whoever reads it need not look at it. */
    public static EventBytes wrapInPieces(Envelope envelope) {
        EventBytes pieces = EnvelopeJson.within(before(envelope), envelope, 1);
        return EnvelopeJson.findsDataByLength(envelope) ? pieces : EventBytes.of(pieces.toByteArray());
    }

    /** The delivered object with the CloudEvent without its data. */
    public static byte[] wrapAttributes(Envelope envelope) {
        byte[] before = before(envelope);
        byte[] attributes = envelope.attributes();
        byte[] all = Arrays.copyOf(before, before.length + attributes.length + 1);
        System.arraycopy(attributes, 0, all, before.length, attributes.length);
        all[all.length - 1] = '}';
        return all;
    }

    /** How many bytes stand around the CloudEvent. */
    public static int wrapperLength(Envelope envelope) {
        return before(envelope).length + 1;
    }

    private static byte[] before(Envelope envelope) {
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
        return bytes.toByteArray();
    }

    /**
     * The event delivered. A bare CloudEvent is read too.
     *
     * @throws UnreadableEvent if the bytes are neither; the message quotes nothing of them
     */
    public static Envelope read(byte[] bytes) {
        return read(EventBytes.of(bytes));
    }

    /** As {@link #read(byte[])}; data in an array of its own is not copied. */
    public static Envelope read(EventBytes event) {
        byte[] parsed = event.parsed();
        try (JsonParser json = EnvelopeJson.JSON.createParser(parsed)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableEvent("the message is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (name.equals("specversion")) {
                    return EnvelopeJson.read(event.toByteArray());
                }
                JsonToken token = json.nextToken();
                if (name.equals("detail") && token == JsonToken.START_OBJECT) {
                    return EnvelopeJson.read(json, event, parsed, 2);
                }
                json.skipChildren();
            }
            throw new UnreadableEvent("the message is neither an EventBridge event nor a CloudEvent");
        } catch (IOException | RuntimeException e) {
            throw EnvelopeJson.unreadable(e);
        }
    }
}
