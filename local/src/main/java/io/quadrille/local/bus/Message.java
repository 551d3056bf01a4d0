package io.quadrille.local.bus;

import io.quadrille.events.EventBytes;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.ports.Delivery;
import java.time.Instant;

/** A message in a queue. Guarded by the bus's lock. */
final class Message {
    final EventBytes body;
    final String run;
    final Instant sentAt;
    private int receives;
    private State state = State.WAITING;

    private enum State {
        /** In its queue. */
        WAITING,
        /** Handed out: its latest receipt holds it until it is settled or its visibility time has passed. */
        HELD,
        /** Waits for its back-off to pass. */
        HIDDEN,
        /** Done with, or a dead letter. */
        GONE
    }

    Message(EventBytes body, String run, Instant sentAt) {
        this.body = body;
        this.run = run;
        this.sentAt = sentAt;
    }

    /** Hands it out once more. */
    Delivery receive() {
        receives++;
        state = State.HELD;
        return new Delivery(body, receives, sentAt);
    }

    /** Whether this receipt decides when it is seen again: that of an earlier delivery, or one that ran out, does not. */
    boolean isHeldBy(Delivery receipt) {
        return state == State.HELD && receipt.receives() == receives;
    }

    boolean isHidden() {
        return state == State.HIDDEN;
    }

    boolean isGone() {
        return state == State.GONE;
    }

    /** Whether it was delivered as often as it may be. */
    boolean isSpent() {
        return receives >= StepSettings.MAX_RECEIVES;
    }

    void show() {
        state = State.WAITING;
    }

    void hide() {
        state = State.HIDDEN;
    }

    void remove() {
        state = State.GONE;
    }
}
