package io.quadrille.testdata;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A slow and obvious CSV reader that knows the rules of bad input, to read back what the generator wrote. */
final class PlainCsvReader {

    private static final int MOST_RECORD_BYTES = 1 << 20;

    /** A record as read; where it could not be split, the fault says why. */
    @SuppressWarnings("ArrayRecordComponent") // rows are never compared
    record Row(
            long line,
            long bytePosition,
            byte[] bytes,
            Charset charset,
            List<String> cells,
            @Nullable DirtKind fault) {}

    private final String text;
    private final int unitBytes;
    private final Charset cellCharset;
    private final char delimiter;
    private int at;
    private long line = 1;

    PlainCsvReader(byte[] file, FileForm form) {
        byte[] bytes = form.gzip() ? gunzip(file) : file;
        boolean utf16 = form.charset().equals(StandardCharsets.UTF_16LE);
        unitBytes = utf16 ? 2 : 1;
        // Latin-1 keeps one char a byte, so that positions need no arithmetic; cells are decoded when they are
        // complete.
        text = new String(bytes, utf16 ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
        cellCharset = form.charset();
        delimiter = form.delimiter();
        at = utf16 ? 1 : form.byteOrderMark() ? 3 : 0;
    }

    List<Row> readAll() {
        List<Row> rows = new ArrayList<>();
        while (at < text.length()) {
            if (lineEndLength(at) > 0) {
                skipLineEnd();
            } else {
                rows.add(readRow());
            }
        }
        return rows;
    }

    private Row readRow() {
        int start = at;
        long startLine = line;
        List<String> cells = new ArrayList<>();
        DirtKind fault = null;
        boolean more = true;
        while (more && fault == null) {
            String cell = at < text.length() && text.charAt(at) == '"' ? readQuoted() : readBare();
            if (cell == null) {
                fault = DirtKind.UNTERMINATED_QUOTE;
            } else {
                cells.add(decode(cell));
                more = at < text.length() && text.charAt(at) == delimiter;
                at += more ? 1 : 0;
            }
        }
        if (fault == null && (long) (at - start) * unitBytes > MOST_RECORD_BYTES) {
            fault = DirtKind.RECORD_TOO_LONG;
        }
        if (fault != null) {
            at = start;
            line = startLine;
            while (at < text.length() && lineEndLength(at) == 0) {
                at++;
            }
        }
        byte[] bytes = text.substring(start, at).getBytes(unitBytes == 2 ? cellCharset : StandardCharsets.ISO_8859_1);
        skipLineEnd();
        return new Row(startLine, (long) start * unitBytes, bytes, cellCharset, cells, fault);
    }

    private String readBare() {
        int start = at;
        while (at < text.length() && text.charAt(at) != delimiter && lineEndLength(at) == 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private @Nullable String readQuoted() {
        StringBuilder cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '"') {
                line += lineEndLength(at) > 0 && !(c == '\r' && lineEndLength(at) == 2) ? 1 : 0;
                cell.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append('"');
                at++;
            } else {
                at++;
                boolean ends = at == text.length() || text.charAt(at) == delimiter || lineEndLength(at) > 0;
                return ends ? cell.toString() : null;
            }
        }
        return null;
    }

    private int lineEndLength(int position) {
        if (position >= text.length()) {
            return 0;
        }
        char c = text.charAt(position);
        boolean two = c == '\r' && position + 1 < text.length() && text.charAt(position + 1) == '\n';
        return two ? 2 : c == '\r' || c == '\n' ? 1 : 0;
    }

    private void skipLineEnd() {
        int length = lineEndLength(at);
        at += length;
        line += length > 0 ? 1 : 0;
    }

    private String decode(String cell) {
        return unitBytes == 2 ? cell : new String(cell.getBytes(StandardCharsets.ISO_8859_1), cellCharset);
    }

    private static byte[] gunzip(byte[] file) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
