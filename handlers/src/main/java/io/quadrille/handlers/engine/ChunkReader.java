package io.quadrille.handlers.engine;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.EventBytes;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.events.records.DecodedRecords;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.UndecodableRecords;

/** Reads a message into the records of a type: unwraps, fetches the claim check, decrypts, decodes. Thread safe. */
final class ChunkReader<I> {
    private final String step;
    private final RecordType<I> type;
    private final RecordCodec<I> codec;
    private final EngineServices services;

    ChunkReader(String step, RecordType<I> type, EngineServices services) {
        this.step = step;
        this.type = type;
        this.codec = new RecordCodec<>(type);
        this.services = services;
    }

    /** The event in a message, without its claim check. @throws Undeliverable if it can never be read */
    Envelope open(EventBytes message) {
        try {
            return EventBridgeJson.read(message);
        } catch (UnreadableEvent | IllegalArgumentException e) {
            throw new Undeliverable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The chunk in an event.
     *
     * @throws Undeliverable if it can never be read
     * @throws ClaimChecks.Missing if its claim check is not there
     * @throws io.quadrille.handlers.ports.RetryableFailure if a store or the key service does not answer
     */
    ChunkInput<I> read(Envelope envelope) {
        try {
            if (!envelope.type().equals(type.name())) {
                throw new Undeliverable("event " + envelope.id() + " is a " + envelope.type() + ", step '" + step
                        + "' consumes " + type);
            }
            return read(envelope, envelope.chunk(), Emission.Context.of(envelope));
        } catch (UnreadableEvent | IllegalArgumentException e) {
            throw new Undeliverable(String.valueOf(e.getMessage()));
        }
    }

    private ChunkInput<I> read(Envelope event, ChunkKey upstream, Emission.Context context) {
        try {
            Envelope envelope = services.claimChecks().fetch(event);
            FieldCipher cipher = services.ciphers().of(upstream.run(), context.dataKey());
            byte[] data = envelope.data().orElseThrow(() -> new Undeliverable("it has no data"));
            DecodedRecords<I> decoded = decode(data, cipher);
            ChunkKey key = new ChunkKey(upstream.run(), step, upstream.chunk());
            return new ChunkInput<>(
                    key,
                    envelope,
                    context,
                    cipher,
                    decoded.columns(),
                    decoded.origins(),
                    decoded.records(),
                    decoded.texts());
        } catch (Undeliverable e) {
            throw new Undeliverable("event " + event.id() + " (" + upstream + "): " + e.getMessage());
        }
    }

    private DecodedRecords<I> decode(byte[] data, FieldCipher cipher) {
        try {
            return codec.decode(data, cipher);
        } catch (UndecodableRecords e) {
            throw new Undeliverable(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // what the constructors of record classes throw; the message may hold a value
            throw new Undeliverable(
                    "a record class refuses its values (" + e.getClass().getSimpleName() + ")");
        }
    }
}
