package io.quadrille.handlers.engine;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.Traced;
import java.util.List;

/**
 * A chunk as a step consumes it.
 *
 * @param key the chunk at the consuming step
 * @param columns the records' columns
 * @param origins those of the records
 * @param records each is to be asked for once, as it may be made then; a bare one as often as need be
 * @param texts those of the records, by the fields of their layout
 */
record ChunkInput<I>(
        ChunkKey key,
        Envelope envelope,
        Emission.Context context,
        FieldCipher cipher,
        List<String> columns,
        List<Origin> origins,
        List<Traced<I>> records,
        KnownTexts texts) {

    long firstLine() {
        return origins.isEmpty() ? 0 : origins.get(0).line();
    }

    long lastLine() {
        return origins.isEmpty() ? 0 : origins.get(origins.size() - 1).line();
    }
}
