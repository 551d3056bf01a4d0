package io.quadrille.events.records;

import io.quadrille.events.json.KnownTexts;
import java.util.AbstractList;
import java.util.List;

/**
 * A chunk's records as read from the wire, with the columns they have.
 *
 * @param origins of the records, in order
 * @param untraced the records without their origins; some are made anew each time they are asked for, of the same values; for
 *     one thread at a time
 * @param texts those of the records, in order, by the fields of their layout
 */
public record DecodedRecords<T>(List<String> columns, Origins origins, List<T> untraced, KnownTexts texts) {
    /** The records with their origins; each pair is made when it is asked for. */
    public List<Traced<T>> records() {
        return new AbstractList<>() {
            @Override
            public Traced<T> get(int index) {
                return new Traced<>(origins.get(index), untraced.get(index));
            }

            @Override
            public int size() {
                return untraced.size();
            }
        };
    }
}
