package io.quadrille.events.pipeline;

/** What a load step ends in: records in a table. Only a type's name; it has no instances. */
public final class Loaded {
    private Loaded() {}
}
