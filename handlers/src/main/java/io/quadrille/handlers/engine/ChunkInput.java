package io.quadrille.handlers.engine;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.Origins;
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
        Origins origins,
        List<I> records,
        KnownTexts texts) {

    long firstLine() {
        return origins.isEmpty() ? 0 : origins.line(0);
    }

    long lastLine() {
        return origins.isEmpty() ? 0 : origins.line(origins.size() - 1);
    }
}
