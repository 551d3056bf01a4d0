package io.quadrille.handlers.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signs by which a source is known not to be text: how files of well-known kinds begin, or very many control bytes.
 *
 * @param magic how such a file begins, one character per byte
 * @param kind what such a file is, with its article
 */
record BinarySignature(String magic, String kind) {
    private static final int LOOKED_AT_BYTES = 4096;
    private static final int MOST_CONTROL_PERCENT = 30;

    private static final List<BinarySignature> KNOWN = List.of(
            new BinarySignature("PK\3\4", "a ZIP archive or an Excel workbook"),
            new BinarySignature("PK\5\6", "an empty ZIP archive"),
            new BinarySignature("%PDF-", "a PDF document"),
            new BinarySignature("\177ELF", "an ELF program"),
            new BinarySignature("PAR1", "a Parquet file"),
            new BinarySignature("ORC", "an ORC file"),
            new BinarySignature("Obj\1", "an Avro file"),
            new BinarySignature("ARROW1", "an Arrow file"),
            new BinarySignature("\u0089PNG", "a PNG image"),
            new BinarySignature("\u00ff\u00d8\u00ff", "a JPEG image"),
            new BinarySignature("GIF8", "a GIF image"),
            new BinarySignature("BZh", "bzip2 data (only gzip is read)"),
            new BinarySignature("(\u00b5/\u00fd", "zstd data (only gzip is read)"),
            new BinarySignature("\u00fd7zXZ\0", "xz data (only gzip is read)"),
            new BinarySignature("7z\u00bc\u00af", "a 7z archive"),
            new BinarySignature("\u00d0\u00cf\u0011\u00e0", "an old Excel workbook"),
            new BinarySignature("SQLite format 3\0", "a SQLite database"),
            new BinarySignature("\u001f\u008b", "gzip data inside of gzip data"));

    /** What the source is instead of text, or null where nothing speaks against text. */
    static @Nullable String find(byte[] prefix) {
        int length = Math.min(prefix.length, LOOKED_AT_BYTES);
        int controls = controls(prefix, length);
        String text = new String(prefix, 0, Math.min(length, 16), StandardCharsets.ISO_8859_1);
        for (BinarySignature known : KNOWN) {
            // A header may well begin with "ORC": letters alone convict only together with control bytes.
            if (text.startsWith(known.magic) && (controls > 0 || known.magic.startsWith("%"))) {
                return "it is " + known.kind;
            }
        }
        return controls * 100 > length * MOST_CONTROL_PERCENT
                ? "%d of its first %d bytes are control characters".formatted(controls, length)
                : null;
    }

    private static int controls(byte[] prefix, int length) {
        int controls = 0;
        for (int i = 0; i < length; i++) {
            int b = prefix[i] & 0xff;
            if (b < 0x20 && b != '\t' && b != '\n' && b != '\r' || b == 0x7f) {
                controls++;
            }
        }
        return controls;
    }
}
