package io.quadrille.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 structured JSON, with {@code data} as the last member. Thread safe.
 *
 * <p>Reads any member order; where {@code datalength} shows that data comes last, it is sliced without being parsed.
 */
public final class EnvelopeJson {
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
            .build();

    private static final byte[] DATA_MEMBER = ",\"data\":".getBytes(StandardCharsets.US_ASCII);

    private EnvelopeJson() {}

    /** The whole event. */
    public static byte[] write(Envelope envelope) {
        return write(envelope, envelope.data().orElse(null));
    }

    /** The event without its data, as it is matched against rules and as the observer's target receives it. */
    public static byte[] writeAttributes(Envelope envelope) {
        return write(envelope, null);
    }

    private static byte[] write(Envelope envelope, byte @Nullable [] data) {
        CloudEvent event = envelope.event();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 + (data == null ? 0 : data.length));
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (String name : event.getAttributeNames()) {
                Object value = event.getAttribute(name);
                if (value != null && (data != null || !name.equals("datacontenttype"))) {
                    json.writeStringField(name, value.toString());
                }
            }
            for (String name : event.getExtensionNames()) {
                writeExtension(json, name, event.getExtension(name));
            }
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        if (data != null) {
            bytes.writeBytes(DATA_MEMBER);
            bytes.writeBytes(data);
        }
        bytes.write('}');
        return bytes.toByteArray();
    }

    private static void writeExtension(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value instanceof Integer number) {
            json.writeNumberField(name, number);
        } else if (value instanceof Boolean bool) {
            json.writeBooleanField(name, bool);
        } else if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    /** @throws UnreadableEvent if the bytes are not a CloudEvent; the message quotes nothing of them */
    public static Envelope read(byte[] bytes) {
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableEvent("the event is not a JSON object");
            }
            return read(json, bytes, 1);
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    static UnreadableEvent unreadable(Exception e) {
        return e instanceof UnreadableEvent known
                ? known
                : new UnreadableEvent("the event is not a CloudEvent in JSON (" + e.getClass().getSimpleName() + ")");
    }

    /**
     * Reads the event whose object the parser has just entered.
     *
     * @param depth how many objects are open, so that the bytes after the data are known
     */
    static Envelope read(JsonParser json, byte[] bytes, int depth) throws IOException {
        CloudEventBuilder event = CloudEventBuilder.v1();
        boolean v1 = false;
        int dataLength = -1;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            switch (name) {
                case "specversion" -> v1 = json.getText().equals("1.0");
                case "id" -> event.withId(json.getText());
                case "source" -> event.withSource(URI.create(json.getText()));
                case "type" -> event.withType(json.getText());
                case "subject" -> event.withSubject(json.getText());
                case "datacontenttype" -> event.withDataContentType(json.getText());
                case "dataschema" -> event.withDataSchema(URI.create(json.getText()));
                case "time" -> event.withTime(time(json.getText()));
                case "data_base64" -> event.withData(
                        BytesCloudEventData.wrap(Base64.getDecoder().decode(json.getText())));
                case "data" -> {
                    int start = (int) json.currentTokenLocation().getByteOffset();
                    if (endsWithData(bytes, start, dataLength, depth)) {
                        event.withData(BytesCloudEventData.wrap(Arrays.copyOfRange(bytes, start, start + dataLength)));
                        return finish(event, v1);
                    }
                    event.withData(BytesCloudEventData.wrap(Arrays.copyOfRange(bytes, start, endOfValue(json, token))));
                }
                default -> {
                    if (name.equals(Extensions.DATA_LENGTH)) {
                        dataLength = Integer.parseInt(json.getText());
                    }
                    readExtension(event, name, json);
                }
            }
        }
        return finish(event, v1);
    }

    private static Envelope finish(CloudEventBuilder event, boolean v1) {
        if (!v1) {
            throw new UnreadableEvent("the event has no specversion 1.0");
        }
        return new Envelope(event.build());
    }

    /** Whether exactly {@code length} bytes of data and the closing braces are what is left. */
    private static boolean endsWithData(byte[] bytes, int start, int length, int depth) {
        if (length < 1 || start + length + depth != bytes.length) {
            return false;
        }
        for (int i = start + length; i < bytes.length; i++) {
            if (bytes[i] != '}') {
                return false;
            }
        }
        return true;
    }

    private static int endOfValue(JsonParser json, JsonToken token) throws IOException {
        if (token.isStructStart()) {
            json.skipChildren();
        } else {
            json.getText(); // a scalar is read lazily; this moves the location to its end
        }
        return (int) json.currentLocation().getByteOffset();
    }

    private static void readExtension(CloudEventBuilder event, String name, JsonParser json) throws IOException {
        switch (json.currentToken()) {
            case VALUE_STRING -> event.withExtension(name, json.getText());
            case VALUE_NUMBER_INT -> event.withExtension(name, json.getIntValue());
            case VALUE_TRUE, VALUE_FALSE -> event.withExtension(name, json.getBooleanValue());
            case VALUE_NULL -> {} // an absent attribute, says the JSON format
            default -> throw new UnreadableEvent("the event's attribute '" + name + "' is not a simple value");
        }
    }

    private static OffsetDateTime time(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new UnreadableEvent("the event's time is not RFC 3339");
        }
    }
}
