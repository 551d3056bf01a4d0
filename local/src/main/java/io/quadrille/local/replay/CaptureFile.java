package io.quadrille.local.replay;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.UnreadableEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file of events, one CloudEvent or EventBridge object in JSON a line; blank lines are passed over. */
record CaptureFile(Path path) {

    /** Shows every event, claim checks resolved. @throws UnreadableCapture naming the line */
    void forEach(Consumer<Envelope> action) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 16);
            long number = 1;
            for (int read = in.read(); read >= 0; read = in.read()) {
                if (read == '\n') {
                    take(line, number++, action);
                } else if (read != '\r') { // JSON holds none but between its tokens
                    line.write(read);
                }
            }
            take(line, number, action);
        }
    }

    private void take(ByteArrayOutputStream line, long number, Consumer<Envelope> action) {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).isBlank()) {
            return;
        }
        Envelope envelope = read(bytes, number);
        if (envelope.dataRef().isPresent() && envelope.data().isEmpty()) {
            throw new UnreadableCapture(path.getFileName() + " line " + number + ": event " + envelope.id()
                    + " has its data in a claim check, which is not in the file. Capture the run with --capture, which"
                    + " fetches it.");
        }
        action.accept(withoutClaimCheck(envelope));
    }

    private Envelope read(byte[] bytes, long number) {
        try {
            Envelope envelope = EventBridgeJson.read(bytes);
            envelope.run(); // an event of ours names its run and its kind
            envelope.kind();
            return envelope;
        } catch (UnreadableEvent | IllegalArgumentException e) {
            throw new UnreadableCapture(path.getFileName() + " line " + number + ": " + e.getMessage() + ".");
        }
    }

    /** An event that carries its data and a reference to it would have its data looked for. */
    private static Envelope withoutClaimCheck(Envelope envelope) {
        return envelope.dataRef().isEmpty()
                ? envelope
                : new Envelope(CloudEventBuilder.v1(envelope.event())
                        .withoutExtension(Extensions.DATA_REF)
                        .build());
    }
}
