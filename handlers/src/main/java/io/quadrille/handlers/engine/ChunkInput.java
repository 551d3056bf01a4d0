package io.quadrille.handlers.engine;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.Traced;
import java.util.List;

/**
 * A chunk as a step consumes it.
 *
 * @param key the chunk at the consuming step
 * @param columns the records' columns
 * @param texts those of the records, by the fields of their layout
 */
record ChunkInput<I>(
        ChunkKey key,
        Envelope envelope,
        Emission.Context context,
        FieldCipher cipher,
        List<String> columns,
        List<Traced<I>> records,
        KnownTexts texts) {

    long firstLine() {
        return records.isEmpty() ? 0 : records.get(0).origin().line();
    }

    long lastLine() {
        return records.isEmpty() ? 0 : records.get(records.size() - 1).origin().line();
    }
}
