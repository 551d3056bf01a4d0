package io.quadrille.handlers.ports;

import io.quadrille.events.EventBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A message as a queue hands it to its consumer; it may be handed out more than once, to several consumers at a time.
 *
 * @param event the EventBridge event as JSON
 * @param receives how often it was handed out, this time included: from 1
 * @param sentAt when it entered the queue
 */
public record Delivery(EventBytes event, int receives, Instant sentAt) {
    /** @param body the EventBridge event as JSON; kept, not copied */
    public Delivery(byte[] body, int receives, Instant sentAt) {
        this(EventBytes.of(body), receives, sentAt);
    }

    /** The EventBridge event in one array; not to be changed. */
    public byte[] body() {
        return event.toByteArray();
    }

    /** What becomes of a delivery. */
    public sealed interface Disposition {}

    /** It is done with: the queue forgets it. */
    public record Done() implements Disposition {}

    /**
     * It is handed out again, not before the back-off has passed.
     *
     * @param reason without values
     */
    public record Retry(Duration backOff, String reason) implements Disposition {}

    /**
     * It will never succeed: it moves to the dead-letter queue now.
     *
     * @param reason without values
     */
    public record Dead(String reason) implements Disposition {}

    /** Consumes a queue's messages. Thread safe. */
    @FunctionalInterface
    public interface Consumer {
        /** Handles a batch. @return one disposition per delivery, in order; a message that fails costs only itself */
        List<Disposition> handle(List<Delivery> batch);
    }
}
