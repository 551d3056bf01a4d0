package io.quadrille.local.stage;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.handlers.engine.ClaimChecks;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Creates the file, or replaces it. */
    public EventCapture(Path file, ClaimChecks claimChecks) throws IOException {
        this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        this.claimChecks = claimChecks;
    }

    @Override
    public void accept(Envelope envelope) {
        byte[] line = EnvelopeJson.write(claimChecks.fetch(envelope));
        synchronized (out) {
            if (failure != null) {
                return;
            }
            try {
                out.write(line);
                out.write('\n');
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
