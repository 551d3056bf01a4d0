package io.quadrille.testdata;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values that look dangerous and are not: carried byte for byte or the kit is wrong.
 *
 * <p>None begins or ends with white space, so that stripping leaves each as it is.
 */
final class Oddities {

    private static final String[] TEXTS = {
        "=1+1",
        "+1-2",
        "-3+4",
        "@SUM(A1:A9)",
        "=HYPERLINK(\"http://example.org\";\"here\")",
        "|cmd' /C calc'!A0",
        "a\u0001b",
        "bell\u0007rung",
        "\u001b[31mred\u001b[0m",
        "del\u007fete",
        "tab\tinside",
        "vertical\u000btab",
        "👩‍👩‍👧‍👦 lane",
        "🏠 12",
        "🇨🇭",
        "\ud83d\ude00",
        "\u200fשלום\u200e",
        "مرحبا بالعالم",
        "\u202egnal\u202c",
        "\"",
        "\"\"",
        "\"quoted\"",
        "a\"\"b",
        ",",
        ",,",
        ";",
        "|",
        "say \"hi\", then go",
        "'",
        "`",
        "'; DROP TABLE customers;--",
        "<script>alert(1)</script>",
        "${jndi:ldap://example.org/a}",
        "%s%n%d",
        "{\"a\":[1]}",
        "null",
        "NULL",
        "NaN",
        "true",
        "\\N",
        "\\",
        "ends with \\",
        "\\\"",
        "#comment",
        "--",
        "0",
        "-0",
        "1e999",
        "007",
        "\ufffd is no fault",
        "e\u0301 and é",
        "zero\u200bwidth",
        "\u00a0no-break\u00a0",
        "\u00ad",
        "ﬁ ligature",
        "İıŞß",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
        "\ud842\udfb7野家",
        "Ｆｕｌｌ",
        "ÿþ",
        "Â£",
        "line\u2028separator",
        "next\u0085line"
    };
    private static final int LONG_ONCE_IN = 32;
    private static final byte[] FILLER = "0123456789".getBytes(StandardCharsets.US_ASCII);

    private final byte[][] texts;

    Oddities(Charset charset) {
        CharsetEncoder encoder = charset.newEncoder();
        texts = Arrays.stream(TEXTS)
                .filter(encoder::canEncode)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** Adds one of them, or a value of some thousand characters. */
    void add(Utf8Text target, Draw draw) {
        if (draw.once(LONG_ONCE_IN)) {
            target.repeat(FILLER, 200 + draw.below(600));
        } else {
            target.add(draw.among(texts));
        }
    }

    /** Adds 300 KB, within every limit. */
    void addHuge(Utf8Text target) {
        target.repeat(FILLER, 30 * 1024);
    }
}
