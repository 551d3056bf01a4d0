package io.quadrille.local.replay;

/** A capture that cannot be replayed: a line that is no event of ours, or something that is not in it. */
public final class UnreadableCapture extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableCapture(String message) {
        super(message);
    }
}
