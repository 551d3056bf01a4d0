package io.quadrille.handlers.tables;

import io.quadrille.events.records.FieldKind;

/**
 * One value of a row, exactly as it was loaded; an absent value is a null in its place.
 *
 * @param kind the kind it was loaded as
 * @param text the text of strings, dates and constants; the digits of numbers, a decimal's with its scale; {@code true}
 *     or {@code false}; the JSON text of nested records and lists
 */
public record Cell(FieldKind kind, String text) {}
