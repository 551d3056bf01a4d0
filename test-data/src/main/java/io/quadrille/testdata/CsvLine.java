package io.quadrille.testdata;

/**
 * One CSV record under construction, without its line end: RFC 4180, a cell quoted only where it must be.
 *
 * <p>Not thread-safe.
 */
final class CsvLine {

    private final char delimiter;
    private final Utf8Text text = new Utf8Text();
    private boolean begun;
    private int lineBreaks;

    CsvLine(char delimiter) {
        this.delimiter = delimiter;
    }

    CsvLine clear() {
        text.clear();
        begun = false;
        lineBreaks = 0;
        return this;
    }

    CsvLine cell(Utf8Text value) {
        return cell(value, false);
    }

    CsvLine cell(Utf8Text value, boolean quoted) {
        separate();
        byte[] bytes = value.bytes();
        int length = value.length();
        if (quoted || mustQuote(bytes, length)) {
            quote(bytes, length);
        } else {
            text.add(bytes, 0, length);
        }
        return this;
    }

    /** A cell of bytes that are written as they stand, valid CSV or not. */
    CsvLine raw(Utf8Text value) {
        separate();
        text.add(value);
        return this;
    }

    Utf8Text text() {
        return text;
    }

    /** Physical line ends inside the record; CR LF is one. */
    int lineBreaks() {
        return lineBreaks;
    }

    private void separate() {
        if (begun) {
            text.add(delimiter);
        }
        begun = true;
    }

    private boolean mustQuote(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == delimiter || b == '"' || b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }

    private void quote(byte[] bytes, int length) {
        text.add('"');
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == '"') {
                text.add('"');
            } else if (b == '\n' || (b == '\r' && (i + 1 == length || bytes[i + 1] != '\n'))) {
                lineBreaks++;
            }
            text.add(b);
        }
        text.add('"');
    }
}
