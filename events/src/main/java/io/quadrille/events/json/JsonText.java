package io.quadrille.events.json;

/**
 * A text as JSON has it, of which no {@link String} is made unless one is asked for: most texts are only passed on.
 * Immutable, as long as the bytes it was read from are.
 */
public final class JsonText {
    private final byte[] source;
    private final int begin;
    private final int end;

    /** @param source has between {@code begin} and {@code end} what stands between a JSON text's quotes, in UTF-8 */
    JsonText(byte[] source, int begin, int end) {
        this.source = source;
        this.begin = begin;
        this.end = end;
    }

    /**
     * A text of these bytes.
     *
     * @param source holds UTF-8 from {@code begin} to {@code end}, and nothing there that JSON has escapes for
     */
    public static JsonText ofPlain(byte[] source, int begin, int end) {
        return new JsonText(source, begin, end);
    }

    byte[] source() {
        return source;
    }

    int begin() {
        return begin;
    }

    /** The bytes it has as JSON: as many as its UTF-8 has, or more where characters are escaped. */
    public int length() {
        return end - begin;
    }

    public boolean isEmpty() {
        return begin == end;
    }

    /** The text itself. */
    @Override
    public String toString() {
        byte[] quoted = new byte[1 + length() + 1 + JsonScanner.LONGEST_ESCAPE];
        quoted[0] = '"';
        System.arraycopy(source, begin, quoted, 1, length());
        quoted[1 + length()] = '"';
        return new JsonScanner(quoted).text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonText that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
