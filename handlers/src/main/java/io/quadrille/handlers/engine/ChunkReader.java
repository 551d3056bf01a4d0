package io.quadrille.handlers.engine;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
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

    /**
     * The chunk in a message.
     *
     * @throws Undeliverable if it can never be read
     * @throws ClaimChecks.Missing if its claim check is not there
     * @throws io.quadrille.handlers.ports.RetryableFailure if a store or the key service does not answer
     */
    ChunkInput<I> read(byte[] body) {
        try {
            Envelope envelope = services.claimChecks().fetch(EventBridgeJson.read(body));
            if (!envelope.type().equals(type.name())) {
                throw new Undeliverable("event " + envelope.id() + " is a " + envelope.type() + ", step '" + step
                        + "' consumes " + type);
            }
            ChunkKey upstream = envelope.chunk();
            Emission.Context context = Emission.Context.of(envelope);
            FieldCipher cipher = services.ciphers().of(upstream.run(), context.dataKey());
            byte[] data = envelope.data()
                    .orElseThrow(() -> new Undeliverable("event " + envelope.id() + " has no data"));
            DecodedRecords<I> decoded = decode(envelope, data, cipher);
            return new ChunkInput<>(
                    new ChunkKey(upstream.run(), step, upstream.chunk()),
                    envelope,
                    context,
                    cipher,
                    decoded.columns(),
                    decoded.records());
        } catch (UnreadableEvent | IllegalArgumentException e) {
            throw new Undeliverable(String.valueOf(e.getMessage()));
        }
    }

    private DecodedRecords<I> decode(Envelope envelope, byte[] data, FieldCipher cipher) {
        try {
            return codec.decode(data, cipher);
        } catch (UndecodableRecords e) {
            throw new Undeliverable("event " + envelope.id() + " (" + envelope.chunk() + "): " + e.getMessage());
        }
    }
}
