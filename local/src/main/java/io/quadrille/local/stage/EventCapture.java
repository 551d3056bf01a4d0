package io.quadrille.local.stage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.handlers.engine.ClaimChecks;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes every event of a bus to a file, one CloudEvent in JSON a line, claim checks fetched, so that the file stands
 * alone. Sensitive fields stay encrypted. A file that cannot be written ends the capture, never the run. Thread safe.
 */
public final class EventCapture implements Consumer<Envelope>, AutoCloseable {
    private final OutputStream out;
    private final ClaimChecks claimChecks;
    private @Nullable IOException failure;

    private EventCapture(OutputStream out, ClaimChecks claimChecks) {
        this.out = out;
        this.claimChecks = claimChecks;
    }

    /** A capture that creates the file, or replaces it. */
    public static EventCapture of(Path file, ClaimChecks claimChecks) throws IOException {
        return new EventCapture(Files.newOutputStream(file), claimChecks);
    }

    /** A capture that goes on where one that was killed ended; what it left of a last line is dropped. */
    public static EventCapture continuing(Path file, ClaimChecks claimChecks) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        channel.truncate(endOfLines(channel));
        channel.position(channel.size());
        return new EventCapture(Channels.newOutputStream(channel), claimChecks);
    }

    private static long endOfLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    @Override
    public void accept(Envelope envelope) {
        byte[] event = EnvelopeJson.write(claimChecks.fetch(envelope));
        byte[] line = Arrays.copyOf(event, event.length + 1);
        line[event.length] = '\n';
        synchronized (out) {
            if (failure != null) {
                return;
            }
            try {
                out.write(line); // whole and unbuffered: a kill loses no event that was delivered
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** @throws IOException if not all events are in the file */
    @Override
    public void close() throws IOException {
        synchronized (out) {
            if (failure != null) {
                try (out) {
                    throw failure;
                }
            }
            out.close();
        }
    }
}
