package io.quadrille.events.json;

/**
 * A text as JSON has it, of which no {@link String} is made unless one is asked for: most texts are only passed on. Stays as
 * it is unless it is moved, as long as the bytes do that it was read from.
 */
public final class JsonText {
    private final byte[] source;
    private int begin;
    private int end;

    /** @param source has between {@code begin} and {@code end} what stands between a JSON text's quotes, in UTF-8 */
    public JsonText(byte[] source, int begin, int end) {
        this.source = source;
        this.begin = begin;
        this.end = end;
    }

    /** An empty text among these bytes, to be moved over them. */
    public static JsonText in(byte[] source) {
        return new JsonText(source, 0, 0);
    }

    /**
     * Makes it another text of the same bytes, for whoever holds it: one such object serves for many texts, one at a time.
     *
     * @param from to {@code to} the bytes are UTF-8, and nothing is there that JSON has escapes for
     */
    public JsonText move(int from, int to) {
        begin = from;
        end = to;
        return this;
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
