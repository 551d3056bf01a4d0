package io.quadrille.events.records;

import org.jspecify.annotations.Nullable;

/**
 * A record by its values, without an instance of its class: all that a step needs that hands records on as they are.
 *
 * @param values one for each field of its layout; a text is a {@link io.quadrille.events.json.JsonText} where it was read from
 *     UTF-8, else a String
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record BareRecord(@Nullable Object[] values) {}
