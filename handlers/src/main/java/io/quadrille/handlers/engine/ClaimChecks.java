package io.quadrille.handlers.engine;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.RunKey;
import io.quadrille.events.hashing.Hashes;
import io.quadrille.handlers.ports.BlobStore;

/**
 * Payloads too large for an event: left in the blob store before the event goes out, fetched when it is consumed.
 * Thread safe.
 */
public final class ClaimChecks {
    /** Room for the EventBridge wrapper around the CloudEvent. */
    private static final int WRAPPER_BYTES = 512;

    private final BlobStore blobs;
    private final int mostEventBytes;

    /** @param mostEventBytes the largest event that carries its own data */
    public ClaimChecks(BlobStore blobs, int mostEventBytes) {
        this.blobs = blobs;
        this.mostEventBytes = mostEventBytes;
    }

    /** The folder of a run's claim checks. */
    public static String folder(RunKey run) {
        return "claims/" + run.run() + "/" + run.attempt() + "/";
    }

    /** The event itself, or one whose {@code dataref} stands for its data. */
    public Envelope leave(Envelope envelope) {
        byte[] data = envelope.data().orElse(null);
        if (data == null || data.length + EnvelopeJson.attributesLength(envelope) + WRAPPER_BYTES <= mostEventBytes) {
            return envelope;
        }
        String key = folder(envelope.run()) + envelope.id();
        blobs.put(key, data);
        CloudEvent event = CloudEventBuilder.v1(envelope.event())
                .withoutData()
                .withExtension(Extensions.DATA_REF, key)
                .withExtension(Extensions.DATA_HASH, Hashes.hex(Hashes.sha256(data)))
                .build();
        return new Envelope(event);
    }

    /**
     * The event with its data, as it was before its claim check was left.
     *
     * @throws Undeliverable if the payload is not the one that was left
     * @throws Missing if it is not there
     */
    public Envelope fetch(Envelope envelope) {
        String key = envelope.dataRef().orElse(null);
        if (key == null) {
            return envelope;
        }
        byte[] data = blobs.find(key)
                .orElseThrow(() -> new Missing("event " + envelope.id() + ": its claim check " + key + " is gone"));
        if (data.length != envelope.requireNumber(Extensions.DATA_LENGTH)
                || !Hashes.hex(Hashes.sha256(data)).equals(envelope.requireText(Extensions.DATA_HASH))) {
            throw new Undeliverable("the claim check " + key + " of event " + envelope.id()
                    + " has another length or hash than the event says");
        }
        return new Envelope(CloudEventBuilder.v1(envelope.event())
                .withoutExtension(Extensions.DATA_REF)
                .withData("application/json", BytesCloudEventData.wrap(data))
                .build());
    }

    /** A claim check that is not there: perhaps late, perhaps gone. */
    public static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(String message) {
            super(message);
        }
    }
}
