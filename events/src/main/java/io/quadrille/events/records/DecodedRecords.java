package io.quadrille.events.records;

import java.util.List;

/** A chunk's records as read from the wire, with the columns they have. */
public record DecodedRecords<T>(List<String> columns, List<Traced<T>> records) {}
