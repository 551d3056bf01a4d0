package io.quadrille.observer.operator;

/** A run that cannot be mended as asked, and stays so until somebody does what the sentence says. Nothing was sent. */
public final class CannotAmend extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotAmend(String sentence) {
        super(sentence);
    }

    public CannotAmend(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** What is wrong and what to do, without values of records. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
