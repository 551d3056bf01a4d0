package io.quadrille.events;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent of ours: the attributes that rules and the observer read, and the data they do not. Immutable.
 *
 * <p>On EventBridge it stands whole, as structured JSON, in {@code detail}; {@code detail-type} is its type and
 * EventBridge's {@code source} the pipeline's short name.
 */
public final class Envelope {
    private static final String SOURCE = "/quadrille/";

    private final CloudEvent event;
    // Written by whoever needs them first, alike each time.
    private byte @Nullable [] attributes;
    private byte @Nullable [] head;

    public Envelope(CloudEvent event) {
        this.event = event;
    }

    public CloudEvent event() {
        return event;
    }

    /** The event without its data, as JSON; not to be changed. */
    byte[] attributes() {
        byte[] known = attributes;
        if (known == null) {
            known = EnvelopeJson.encodeAttributes(event);
            attributes = known;
        }
        return known;
    }

    /** The event's JSON up to the value of its data; not to be changed. */
    byte[] head() {
        byte[] known = head;
        if (known == null) {
            known = EnvelopeJson.encodeHead(event);
            head = known;
        }
        return known;
    }

    static URI sourceOf(String pipeline) {
        return URI.create(SOURCE + pipeline);
    }

    public String id() {
        return event.getId();
    }

    public String type() {
        return event.getType();
    }

    /** When it was published; not part of its identity. @throws UnreadableEvent if it does not say */
    public Instant time() {
        OffsetDateTime time = event.getTime();
        if (time == null) {
            throw new UnreadableEvent("event " + id() + " has no time");
        }
        return time.toInstant();
    }

    /** The pipeline's short name. @throws UnreadableEvent if the source is not ours */
    public String pipeline() {
        String source = event.getSource().toString();
        if (!source.startsWith(SOURCE)) {
            throw new UnreadableEvent("event " + id() + ": source '" + source + "' does not begin with " + SOURCE);
        }
        return source.substring(SOURCE.length());
    }

    public FactKind kind() {
        return FactKind.ofAttribute(requireText(Extensions.FACT));
    }

    /** The attempt of a run that it is about. @throws UnreadableEvent if it does not say */
    public RunKey run() {
        try {
            return new RunKey(pipeline(), requireText(Extensions.RUN), requireInt(Extensions.ATTEMPT));
        } catch (IllegalArgumentException e) {
            throw new UnreadableEvent("event " + id() + ": " + e.getMessage());
        }
    }

    /** The chunk it is about. @throws UnreadableEvent if it is about none */
    public ChunkKey chunk() {
        try {
            return new ChunkKey(run(), requireText(Extensions.STEP), requireInt(Extensions.CHUNK));
        } catch (IllegalArgumentException e) {
            throw new UnreadableEvent("event " + id() + ": " + e.getMessage());
        }
    }

    private int requireInt(String extension) {
        long number = requireNumber(extension);
        if (number != (int) number) {
            throw new UnreadableEvent("event " + id() + ": attribute '" + extension + "' is out of its range");
        }
        return (int) number;
    }

    /** The data as it stands in the event, not to be changed; empty where there is none or a claim check stands for it. */
    public Optional<byte[]> data() {
        CloudEventData data = event.getData();
        return data == null ? Optional.empty() : Optional.of(data.toBytes());
    }

    /** Where the data lies outside the event. */
    public Optional<String> dataRef() {
        return findText(Extensions.DATA_REF);
    }

    public Optional<String> findText(String extension) {
        Object value = event.getExtension(extension);
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }

    /** @throws UnreadableEvent if it is absent */
    public String requireText(String extension) {
        return findText(extension)
                .orElseThrow(() -> new UnreadableEvent("event " + id() + " has no attribute '" + extension + "'"));
    }

    /** @throws UnreadableEvent if it is absent or not a whole number */
    public long requireNumber(String extension) {
        Object value = event.getExtension(extension);
        if (value instanceof Number number) {
            return number.longValue();
        }
        try {
            return Long.parseLong(requireText(extension));
        } catch (NumberFormatException e) {
            throw new UnreadableEvent("event " + id() + ": attribute '" + extension + "' is not a whole number");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope that && event.equals(that.event);
    }

    @Override
    public int hashCode() {
        return event.hashCode();
    }

    @Override
    public String toString() {
        return "Envelope[event=" + event + "]";
    }
}
