package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.UnreadableEvent;
import java.io.IOException;
import java.nio.file.Files;

/** A file with one event. */
final class EventFile {
    private EventFile() {}

    /**
     * The object that EventBridge delivers, as it stands in the file, or made of the CloudEvent in it.
     *
     * @throws Refusal if the file holds neither
     */
    static String read(SourceFile file) throws IOException {
        byte[] bytes = Files.readAllBytes(file.path());
        String name = TextTable.visible(file.path().toString());
        try {
            JsonNode event = new ObjectMapper().readTree(bytes);
            if (event == null || !event.isObject()) {
                throw Refusal.usage("'" + name + "' holds no JSON object; it needs one event.");
            }
            if (!event.has("specversion")) {
                return event.toString();
            }
            Envelope envelope = EnvelopeJson.read(bytes);
            return new String(EventBridgeJson.wrapAttributes(envelope), UTF_8);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw Refusal.usage("'" + name + "' is not JSON.");
        } catch (UnreadableEvent e) {
            throw Refusal.usage("'" + name + "': " + e.getMessage() + ".");
        }
    }
}
