package io.quadrille.events.records;

import io.quadrille.events.json.KnownTexts;
import java.util.List;

/**
 * A chunk's records as read from the wire, with the columns they have.
 *
 * @param texts those of the records, in order, by the fields of their layout
 */
public record DecodedRecords<T>(List<String> columns, List<Traced<T>> records, KnownTexts texts) {}
