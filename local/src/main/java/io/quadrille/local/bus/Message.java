package io.quadrille.local.bus;

import io.quadrille.handlers.ports.Delivery;
import java.time.Instant;

/** A message in a queue. Guarded by the bus's lock. */
final class Message {
    final byte[] body;
    final String run;
    final Instant sentAt;
    private int receives;
    private boolean gone;

    Message(byte[] body, String run, Instant sentAt) {
        this.body = body;
        this.run = run;
        this.sentAt = sentAt;
    }

    /** Hands it out once more. */
    Delivery receive() {
        receives++;
        return new Delivery(body, receives, sentAt);
    }

    /** Whether this receipt is the latest: only then may it change when the message is seen again. */
    boolean isLatest(Delivery receipt) {
        return !gone && receipt.receives() == receives;
    }

    int receives() {
        return receives;
    }

    boolean isGone() {
        return gone;
    }

    void remove() {
        gone = true;
    }
}
