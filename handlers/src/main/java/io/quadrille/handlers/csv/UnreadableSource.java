package io.quadrille.handlers.csv;

/**
 * The refusal of a source as a whole, before any of its records: not text, a charset that cannot be cut, or a header
 * that names no usable columns. Permanent: the same bytes are refused again.
 */
public final class UnreadableSource extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableSource(String sentence) {
        super(sentence);
    }

    /** What is wrong, in one sentence that names the source and says what to do. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
