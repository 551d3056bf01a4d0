package io.quadrille.handlers.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a source's bytes become characters.
 *
 * @param charset what decodes a record's bytes; of UTF-16 the one with the byte order in its name
 * @param markBytes the length of the byte order mark before the text, 0 without one
 */
record SourceCharset(Charset charset, int markBytes) {

    /** The named charset, or what the byte order mark says, or UTF-8. */
    static SourceCharset of(byte[] prefix, @Nullable Charset named, String sourceName) {
        SourceCharset marked = marked(prefix);
        if (marked != null && marked.charset.name().startsWith("UTF-32")) {
            throw notCuttable(sourceName, marked.charset);
        }
        if (named == null) {
            return marked == null ? new SourceCharset(StandardCharsets.UTF_8, 0) : marked;
        }
        Charset wanted = named.equals(StandardCharsets.UTF_16)
                ? marked == null ? StandardCharsets.UTF_16BE : marked.charset
                : named;
        if (marked != null && !marked.charset.equals(wanted)) {
            throw new UnreadableSource(
                    "%s begins with the byte order mark of %s, but the charset is named as %s. Name %1$s's charset, or none."
                            .formatted(sourceName, marked.charset, named));
        }
        return new SourceCharset(wanted, marked == null ? 0 : marked.markBytes);
    }

    private static @Nullable SourceCharset marked(byte[] prefix) {
        if (begins(prefix, 0xef, 0xbb, 0xbf)) {
            return new SourceCharset(StandardCharsets.UTF_8, 3);
        }
        if (begins(prefix, 0xff, 0xfe, 0, 0) || begins(prefix, 0, 0, 0xfe, 0xff)) {
            return new SourceCharset(Charset.forName("UTF-32"), 4);
        }
        if (begins(prefix, 0xff, 0xfe)) {
            return new SourceCharset(StandardCharsets.UTF_16LE, 2);
        }
        return begins(prefix, 0xfe, 0xff) ? new SourceCharset(StandardCharsets.UTF_16BE, 2) : null;
    }

    private static boolean begins(byte[] prefix, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= prefix.length || (prefix[i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of a code unit: 2 in UTF-16, otherwise 1. */
    int unitBytes() {
        return charset.equals(StandardCharsets.UTF_16LE) || bigEndian() ? 2 : 1;
    }

    boolean bigEndian() {
        return charset.equals(StandardCharsets.UTF_16BE);
    }

    /** Refuses a charset in which quote or line ends cannot be found by looking at units. */
    void requireCuttable(String sourceName) {
        if (!isSoundFor('"') || !isSoundFor('\n') || !isSoundFor('\r')) {
            throw notCuttable(sourceName, charset);
        }
    }

    private static UnreadableSource notCuttable(String sourceName, Charset charset) {
        return new UnreadableSource(
                "%s cannot be read as %s: quote and line end must be one ASCII byte each and part of no other character. Convert it to UTF-8, or name its real charset."
                        .formatted(sourceName, charset));
    }

    /** Whether the ASCII character is one unit, and that unit is part of no other character. */
    boolean isSoundFor(char ascii) {
        if (unitBytes() == 2 || charset.equals(StandardCharsets.UTF_8)) {
            return true;
        }
        if (!charset.canEncode() || charset.name().toUpperCase(Locale.ROOT).startsWith("UTF-")) {
            return false;
        }
        CharsetEncoder encoder = charset.newEncoder();
        ByteBuffer encoded = ByteBuffer.allocate((int) Math.ceil(encoder.maxBytesPerChar()) + 16);
        encode(encoder, ascii, encoded);
        if (encoded.limit() != 1 || encoded.get(0) != ascii) {
            return false;
        }
        for (char other = 0x80; encoder.maxBytesPerChar() > 1 && other < Character.MAX_VALUE; other++) {
            encode(encoder, other, encoded);
            for (int i = 0; i < encoded.limit(); i++) {
                if (encoded.get(i) == ascii) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Leaves the character's bytes in the buffer; none where the charset does not have it. */
    private static void encode(CharsetEncoder encoder, char one, ByteBuffer encoded) {
        encoder.reset();
        encoded.clear();
        if (encoder.encode(CharBuffer.wrap(new char[] {one}), encoded, true).isError()) {
            encoded.clear();
        } else {
            encoder.flush(encoded);
        }
        encoded.flip();
    }
}
