package io.quadrille.handlers.extract;

import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.csv.CsvChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The extract's binding by itself, to be timed; it stands in the extract's package so that nothing there is public for it. */
public final class ChunkBinding<T> {
    private final Layout<T> layout;
    private final HeaderBinding header;
    private final Set<String> keys;

    /**
     * @param header the source's columns
     * @param keys the columns that tables are keyed by
     */
    public ChunkBinding(RecordType<T> type, String sourceName, List<String> header, Set<String> keys) {
        this.layout = type.layoutFor(header);
        this.header = HeaderBinding.of(sourceName, header, layout);
        this.keys = keys;
    }

    /** A chunk's cells as records. @throws IllegalStateException if one of them does not bind */
    public List<Traced<T>> bind(CsvChunk chunk) {
        List<Traced<T>> records = new ArrayList<>(chunk.records());
        RecordBinder<T> binder = new RecordBinder<>(
                layout,
                header,
                keys,
                new KnownTexts(0, 0),
                (origin, record) -> records.add(new Traced<>(origin, record)));
        chunk.forEach(binder);
        if (!binder.rejections().isEmpty()) {
            throw new IllegalStateException(
                    binder.rejections().size() + " of " + chunk.records() + " records do not bind");
        }
        return records;
    }
}
