package io.quadrille.events.records;

/** A record with its place in the source, which it keeps through every step. */
public record Traced<T>(Origin origin, T record) {}
