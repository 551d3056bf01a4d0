package io.quadrille.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A stream that tells a reader who has gone, as after {@code | head}, from a disk that is full. */
final class PipeOutput extends FilterOutputStream {

    private @Nullable IOException failure;

    PipeOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireSound();
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    @Override
    public void flush() throws IOException {
        requireSound();
        try {
            out.flush();
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    /** What was lost once stays lost: the same failure again, so that it is told once. */
    private void requireSound() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private IOException remembered(IOException e) {
        IOException told = told(e);
        failure = told;
        return told;
    }

    /** The words are those of Linux and macOS, then of Windows. */
    private static IOException told(IOException e) {
        String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return reason.contains("broken pipe") || reason.contains("pipe is being closed") ? new Closed(e) : e;
    }

    /** Nobody reads any more: no failure, and nothing more to do. */
    static final class Closed extends IOException {
        private static final long serialVersionUID = 1;

        Closed(IOException cause) {
            super("nobody reads stdout any more", cause);
        }
    }
}
