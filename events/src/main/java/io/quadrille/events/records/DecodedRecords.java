package io.quadrille.events.records;

import io.quadrille.events.json.KnownTexts;
import java.util.List;

/**
 * A chunk's records as read from the wire, with the columns they have.
 *
 * @param origins of the records, in order
 * @param records some are made anew each time they are asked for, of the same values; for one thread at a time
 * @param texts those of the records, in order, by the fields of their layout
 */
public record DecodedRecords<T>(
        List<String> columns, List<Origin> origins, List<Traced<T>> records, KnownTexts texts) {}
