package io.quadrille.events.records;

import io.quadrille.events.json.KnownTexts;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A chunk's records as read from the wire, with the columns they have.
 *
 * @param origins of the records, in order
 * @param records some are made anew each time they are asked for, of the same values; for one thread at a time
 * @param texts those of the records, in order, by the fields of their layout
 */
public record DecodedRecords<T>(List<String> columns, Origins origins, List<T> records, KnownTexts texts) {
    /** The records with their origins; each pair is made when it is asked for. */
    public List<Traced<T>> traced() {
        return new Pairs<>(origins, records);
    }

    private static final class Pairs<T> extends AbstractList<Traced<T>> implements RandomAccess {
        private final Origins origins;
        private final List<T> records;

        Pairs(Origins origins, List<T> records) {
            this.origins = origins;
            this.records = records;
        }

        @Override
        public Traced<T> get(int index) {
            return new Traced<>(origins.get(index), records.get(index));
        }

        @Override
        public int size() {
            return records.size();
        }
    }
}
