package io.quadrille.local.replay;

import io.quadrille.events.Envelope;
import io.quadrille.runtime.EventArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A captured file as an archive: one CloudEvent or EventBridge object in JSON a line. Thread safe. */
public final class CapturedEvents implements EventArchive {
    private final CaptureFile file;

    public CapturedEvents(Path file) {
        this.file = new CaptureFile(file);
    }

    @Override
    public String name() {
        return String.valueOf(file.path().getFileName());
    }

    @Override
    public void forEach(Consumer<Envelope> action) throws IOException {
        try {
            file.forEach(action);
        } catch (UnreadableCapture e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
