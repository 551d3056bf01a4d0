package io.quadrille.testdata;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The outer form of a generated file: everything that is not its records.
 *
 * @param delimiter one of {@code , ; tab |}
 * @param charset UTF-8, UTF-16LE (which always begins with its byte order mark) or ISO-8859-1
 * @param byteOrderMark whether a UTF-8 file begins with EF BB BF
 * @param gzip whether the file is compressed; line numbers and byte positions count the bytes inside
 */
public record FileForm(LineEnd lineEnd, char delimiter, Charset charset, boolean byteOrderMark, boolean gzip) {

    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1);
    private static final FileForm PLAIN = new FileForm(LineEnd.LF, ',', StandardCharsets.UTF_8, false, false);

    public FileForm {
        if (",;\t|".indexOf(delimiter) < 0) {
            throw new IllegalArgumentException(
                    "delimiter '%s' is not generated: name one of , ; | or a tab".formatted(delimiter));
        }
        if (!CHARSETS.contains(charset)) {
            throw new IllegalArgumentException(
                    "charset %s is not generated: name one of %s".formatted(charset, CHARSETS));
        }
        if (byteOrderMark && charset.equals(StandardCharsets.ISO_8859_1)) {
            throw new IllegalArgumentException("ISO-8859-1 has no byte order mark: leave out --bom");
        }
    }

    /** Line feeds, commas, UTF-8, no mark, not compressed. */
    public static FileForm plain() {
        return PLAIN;
    }

    public FileForm lineEnd(LineEnd named) {
        return new FileForm(named, delimiter, charset, byteOrderMark, gzip);
    }

    public FileForm delimiter(char named) {
        return new FileForm(lineEnd, named, charset, byteOrderMark, gzip);
    }

    public FileForm charset(Charset named) {
        return new FileForm(lineEnd, delimiter, named, byteOrderMark, gzip);
    }

    public FileForm byteOrderMark(boolean present) {
        return new FileForm(lineEnd, delimiter, charset, present, gzip);
    }

    public FileForm gzip(boolean compressed) {
        return new FileForm(lineEnd, delimiter, charset, byteOrderMark, compressed);
    }
}
