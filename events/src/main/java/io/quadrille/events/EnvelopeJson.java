package io.quadrille.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 structured JSON, with {@code data} as the last member. Thread safe.
 *
 * <p>Reads any member order; where {@code datalength} shows that data comes last, it is sliced without being parsed. A
 * length that fits the event's end by a lie leaves members after the data in the slice, and whoever reads the slice as
 * records or as a fact refuses what follows the value; nothing is cut off, and writing gives the same bytes again.
 */
public final class EnvelopeJson {
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final byte[] DATA_MEMBER = ",\"data\":".getBytes(StandardCharsets.US_ASCII);
    /** Media types whose data stands in the event as JSON (CloudEvents JSON format 3.1); so does data of no type. */
    private static final Pattern JSON_TYPE = Pattern.compile("(application|text)/([^;]+\\+)?json *(;.*)?");

    private EnvelopeJson() {}

    /** The whole event. */
    public static byte[] write(Envelope envelope) {
        return within(new byte[0], envelope, 0).toByteArray();
    }

    /** How many bytes {@link #write} gives. */
    public static int length(Envelope envelope) {
        byte[] data = envelope.data().orElse(null);
        return data == null ? envelope.attributes().length : envelope.head().length + lengthAfterHead(envelope, data);
    }

    /** The event without its data, as it is matched against rules and as the observer's target receives it. */
    public static byte[] writeAttributes(Envelope envelope) {
        return envelope.attributes().clone();
    }

    /** How many bytes {@link #writeAttributes} gives. */
    public static int attributesLength(Envelope envelope) {
        return envelope.attributes().length;
    }

    /** The whole event after other bytes and before as many closing braces. */
    static EventBytes within(byte[] before, Envelope envelope, int braces) {
        byte[] data = envelope.data().orElse(null);
        byte[] first = data == null ? envelope.attributes() : envelope.head();
        byte[] begin = Arrays.copyOf(before, before.length + first.length);
        System.arraycopy(first, 0, begin, before.length, first.length);
        return data == null || !isJson(envelope.event().getDataContentType())
                ? EventBytes.of(begin, new byte[0], braces)
                : EventBytes.of(begin, data, braces + 1);
    }

    /** Whether the event's data is found by its length, without a look at it. */
    static boolean findsDataByLength(Envelope envelope) {
        byte[] data = envelope.data().orElse(null);
        return data != null
                && data.length > 0
                && (data[0] == '{' || data[0] == '[')
                && isJson(envelope.event().getDataContentType())
                && envelope.findText(Extensions.DATA_LENGTH)
                        .filter(String.valueOf(data.length)::equals)
                        .isPresent();
    }

    /** Data that is not JSON is part of the head. */
    private static int lengthAfterHead(Envelope envelope, byte[] data) {
        return isJson(envelope.event().getDataContentType()) ? data.length + 1 : 0;
    }

    static byte[] encodeAttributes(CloudEvent event) {
        return encode(event, null, false);
    }

    /** Up to the data's value where it is JSON; else the whole event. */
    static byte[] encodeHead(CloudEvent event) {
        CloudEventData data = event.getData();
        return isJson(event.getDataContentType()) || data == null
                ? encode(event, null, true)
                : encode(event, data.toBytes(), true);
    }

    private static byte[] encode(CloudEvent event, byte @Nullable [] base64, boolean withData) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (String name : event.getAttributeNames()) {
                Object value = event.getAttribute(name);
                if (value != null && (withData || !name.equals("datacontenttype"))) {
                    json.writeStringField(name, value.toString());
                }
            }
            for (String name : event.getExtensionNames()) {
                writeExtension(json, name, event.getExtension(name));
            }
            if (base64 != null) {
                json.writeBinaryField("data_base64", base64);
            }
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        if (withData && base64 == null) {
            bytes.writeBytes(DATA_MEMBER);
        } else {
            bytes.write('}');
        }
        return bytes.toByteArray();
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType == null
                || contentType.equals(Facts.MEDIA_TYPE)
                || JSON_TYPE.matcher(contentType).matches();
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
            return read(json, EventBytes.of(bytes), bytes, 1);
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    static UnreadableEvent unreadable(Exception e) {
        return e instanceof UnreadableEvent known
                ? known
                : new UnreadableEvent(
                        "the event is not a CloudEvent in JSON (" + e.getClass().getSimpleName() + ")");
    }

    /**
     * Reads the event whose object the parser has just entered.
     *
     * @param parsed what the parser sees of it
     * @param depth how many objects are open, so that the bytes after the data are known
     */
    static Envelope read(JsonParser json, EventBytes all, byte[] parsed, int depth) throws IOException {
        CloudEventBuilder event = CloudEventBuilder.v1();
        boolean v1 = false;
        int dataLength = -1;
        @Nullable String contentType = null;
        byte @Nullable [] data = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.VALUE_NULL && !name.equals("data")) {
                continue; // an absent attribute, says the JSON format
            }
            switch (name) {
                case "specversion" -> v1 = text(json).equals("1.0");
                case "id" -> event.withId(text(json));
                case "source" -> event.withSource(URI.create(text(json)));
                case "type" -> event.withType(text(json));
                case "subject" -> event.withSubject(text(json));
                case "datacontenttype" -> contentType = text(json);
                case "dataschema" -> event.withDataSchema(URI.create(text(json)));
                case "time" -> event.withTime(time(text(json)));
                case "data_base64" -> event.withData(BytesCloudEventData.wrap(json.getBinaryValue()));
                case "data" -> {
                    int start = (int) json.currentTokenLocation().getByteOffset();
                    if (all.endsWithData(start, dataLength, depth)) {
                        return finish(event, v1, contentType, all.data(start, dataLength));
                    }
                    data = Arrays.copyOfRange(parsed, start, endOfValue(json, token));
                }
                default -> {
                    if (name.equals(Extensions.DATA_LENGTH)) {
                        dataLength = Integer.parseInt(json.getText());
                    }
                    readExtension(event, name, json);
                }
            }
        }
        return finish(event, v1, contentType, data);
    }

    private static Envelope finish(
            CloudEventBuilder event, boolean v1, @Nullable String contentType, byte @Nullable [] data)
            throws IOException {
        if (!v1) {
            throw new UnreadableEvent("the event has no specversion 1.0");
        }
        if (contentType != null) {
            event.withDataContentType(contentType);
        } else if (data != null) {
            event.withDataContentType(Facts.MEDIA_TYPE); // implied, says the JSON format (3.1.1)
        }
        if (data != null) {
            event.withData(BytesCloudEventData.wrap(isJson(contentType) ? data : content(data)));
        }
        return new Envelope(event.build());
    }

    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new UnreadableEvent("the event's attribute '" + json.currentName() + "' is not a string");
        }
        return json.getText();
    }

    /** The data of another media type, which is a string: its content, without quotes and escapes. */
    private static byte[] content(byte[] data) throws IOException {
        try (JsonParser json = JSON.createParser(data)) {
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw new UnreadableEvent("the event's data is neither JSON by its datacontenttype nor a string");
            }
            return json.getText().getBytes(StandardCharsets.UTF_8);
        }
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
