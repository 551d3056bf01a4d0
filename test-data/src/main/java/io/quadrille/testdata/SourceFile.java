package io.quadrille.testdata;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * The file being written, which knows where each record begins. Not thread-safe.
 *
 * <p>A line end is written before what follows it, so that the last one can be left out.
 */
final class SourceFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream out;
    private final boolean utf8;
    private final Charset charset;
    private final byte[] lineEnd;
    private final CsvLine csv;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long position;
    private long line = 1;
    private boolean lineOpen;
    private long recordPosition;
    private long recordLine;

    SourceFile(OutputStream target, FileForm form) throws IOException {
        out = form.gzip() ? new GZIPOutputStream(target, BUFFER_BYTES) : target;
        charset = form.charset();
        utf8 = charset.equals(StandardCharsets.UTF_8);
        lineEnd = new String(form.lineEnd().bytes(), StandardCharsets.US_ASCII).getBytes(charset);
        csv = new CsvLine(form.delimiter());
        if (form.byteOrderMark() || charset.equals(StandardCharsets.UTF_16LE)) {
            byte[] mark = "\uFEFF".getBytes(charset);
            write(mark, mark.length);
        }
    }

    void record(RecordDraft draft) throws IOException {
        endLine();
        recordPosition = position;
        recordLine = line;
        draft.writeTo(csv);
        Utf8Text text = csv.text();
        if (utf8) {
            write(text.bytes(), text.length());
        } else {
            byte[] encoded = text.toString().getBytes(charset);
            write(encoded, encoded.length);
        }
        line += csv.lineBreaks();
        lineOpen = true;
    }

    void blankLine() throws IOException {
        endLine();
        lineOpen = true;
    }

    /** The physical line, from 1, where the last record begins. */
    long recordLine() {
        return recordLine;
    }

    /** The position, from 0 in the uncompressed file, of the last record's first byte. */
    long recordPosition() {
        return recordPosition;
    }

    /** Writes what is buffered; the target stays open for its owner to close. */
    void finish(boolean withLineEnd) throws IOException {
        if (withLineEnd) {
            endLine();
        }
        out.write(buffer, 0, buffered);
        buffered = 0;
        if (out instanceof GZIPOutputStream compressed) {
            compressed.finish();
        }
        out.flush();
    }

    private void endLine() throws IOException {
        if (lineOpen) {
            write(lineEnd, lineEnd.length);
            line++;
            lineOpen = false;
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        position += length;
        if (buffered + length > buffer.length) {
            out.write(buffer, 0, buffered);
            buffered = 0;
        }
        if (length > buffer.length) {
            out.write(bytes, 0, length);
        } else {
            System.arraycopy(bytes, 0, buffer, buffered, length);
            buffered += length;
        }
    }
}
