package io.quadrille.events.documents;

/**
 * One difference between a committed schema and today's.
 *
 * @param breaking whether a reader of one cannot read what a writer of the other wrote
 * @param sentence which member, what it was and what it is
 */
public record SchemaChange(boolean breaking, String sentence) {}
