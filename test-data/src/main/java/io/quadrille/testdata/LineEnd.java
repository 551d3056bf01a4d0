package io.quadrille.testdata;

import java.nio.charset.StandardCharsets;

/** The bytes that end a physical line of a generated file. */
public enum LineEnd {
    LF("\n"),
    CRLF("\r\n"),
    CR("\r");

    private final String text;

    LineEnd(String text) {
        this.text = text;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
