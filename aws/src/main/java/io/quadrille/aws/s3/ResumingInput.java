package io.quadrille.aws.s3;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object's bytes, fetched on from where a connection broke: reading a large object outlasts connections. Closing it
 * fetches no more. Used by one thread.
 */
final class ResumingInput extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(ResumingInput.class);
    /** Breaks in a row without a byte between them. */
    private static final int MOST_BREAKS = 5;

    private final String name;
    private final Opening opening;
    private final long length;
    private ResponseInputStream<GetObjectResponse> in;
    private long position;
    private int breaks;

    /** Opens the object from a byte on, the first being 0. */
    @FunctionalInterface
    interface Opening {
        ResponseInputStream<GetObjectResponse> from(long position) throws IOException;
    }

    ResumingInput(String name, Opening opening) throws IOException {
        this.name = name;
        this.opening = opening;
        this.in = opening.from(0);
        this.length = in.response().contentLength();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        while (true) {
            try {
                int read = in.read(buffer, offset, count);
                if (read >= 0 || position >= length) {
                    position += Math.max(0, read);
                    breaks = read > 0 ? 0 : breaks;
                    return read;
                }
                reopen(new IOException("it ended early"));
            } catch (IOException | SdkClientException e) { // the SDK's, where a checksum differs
                reopen(e);
            }
        }
    }

    private void reopen(Exception cause) throws IOException {
        breaks++;
        if (breaks > MOST_BREAKS || position >= length) {
            throw new IOException(
                    name + " cannot be read beyond byte " + position + " of " + length + " ("
                            + cause.getClass().getSimpleName() + "). Start the run again.",
                    cause);
        }
        LOG.info("{}: the connection broke at byte {} of {}; fetching on", name, position, length);
        in.abort();
        in = opening.from(position);
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        if (position < length) {
            in.abort(); // the rest is not fetched only to be thrown away
        } else {
            in.close();
        }
    }
}
