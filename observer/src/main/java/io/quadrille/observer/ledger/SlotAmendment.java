package io.quadrille.observer.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What amendments did to a chunk at a step. Immutable.
 *
 * @param retried how many of its rejects were taken up again
 * @param redrive the number of the amendment that last sent its dead letter again; 0 for none
 */
public record SlotAmendment(long retried, int redrive) {
    public static final SlotAmendment NONE = new SlotAmendment(0, 0);

    SlotAmendment withRetried(long more) {
        return new SlotAmendment(retried + more, redrive);
    }

    SlotAmendment withRedrive(int amendment) {
        return new SlotAmendment(retried, Math.max(redrive, amendment));
    }

    /** 2 bytes for up to 127 of either. */
    public void writeTo(ByteArrayOutputStream bytes) {
        Varints.write(bytes, retried);
        Varints.write(bytes, redrive);
    }

    public static SlotAmendment readFrom(ByteBuffer bytes) {
        return new SlotAmendment(Varints.read(bytes), (int) Varints.read(bytes));
    }
}
