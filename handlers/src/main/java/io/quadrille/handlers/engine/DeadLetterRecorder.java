package io.quadrille.handlers.engine;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.events.hashing.Hashes;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.Delivery;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names what a dead message carried: keeps the whole message for a redrive, then says {@link Fact.RecordsDeadLettered}.
 * Nobody else says so. Thread safe.
 */
public final class DeadLetterRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRecorder.class);

    private final Graph graph;
    private final BlobStore blobs;
    private final EngineServices services;

    /** @param graph the pipeline's */
    public DeadLetterRecorder(Graph graph, BlobStore blobs, EngineServices services) {
        this.graph = graph;
        this.blobs = blobs;
        this.services = services;
    }

    /**
     * Records one message. Again is the same: it has the same key and the same id. What a retry or redrive sent to other
     * steps alone is nothing lost, and nothing is said of it.
     *
     * @param step the step whose queue gave it up
     * @param reason why, without values
     * @throws io.quadrille.handlers.ports.RetryableFailure if store or bus do not answer
     */
    public void record(String step, Delivery letter, String reason) {
        try {
            Envelope envelope = EventBridgeJson.read(letter.event());
            if (!isOwed(step, envelope)) {
                LOG.info("step {}: event {} was for other steps, and is dropped: {}", step, envelope.id(), reason);
                return;
            }
            ChunkKey key = new ChunkKey(envelope.run(), step, envelope.chunk().chunk());
            String message =
                    "deadletters/" + key.run().run() + "/" + key.run().attempt() + "/" + step + "/" + key.chunk();
            boolean again = envelope.findText(Extensions.REDRIVE).isPresent();
            blobs.put(message, letter.body());
            Fact fact = new Fact.RecordsDeadLettered(
                    key,
                    envelope.requireNumber(Extensions.RECORDS_OUT),
                    envelope.requireNumber(Extensions.FIRST_LINE),
                    envelope.requireNumber(Extensions.LAST_LINE),
                    reason,
                    message,
                    letter.receives(),
                    again ? Math.toIntExact(envelope.requireNumber(Extensions.REDRIVE)) : null);
            Emission emission = new Emission(services.clock().instant(), envelope.id(), Emission.Context.of(envelope));
            services.publisher().publish(List.of(Facts.envelope(fact, emission)));
        } catch (UnreadableEvent | IllegalArgumentException e) {
            String message = "deadletters/unreadable/" + Hashes.base32(Hashes.sha256(letter.body()), 26);
            blobs.put(message, letter.body());
            LOG.error("step {}: a dead message is no event of ours and is kept as {}: {}", step, message, reason);
        }
    }

    private boolean isOwed(String step, Envelope envelope) {
        try {
            return new OwedSteps(graph, step).isTaken(envelope);
        } catch (Undeliverable e) {
            return true; // for no step that there is: then it died here
        }
    }
}
