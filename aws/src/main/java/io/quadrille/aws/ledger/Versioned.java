package io.quadrille.aws.ledger;

/**
 * What an item says, and the version that a write of it asks for.
 *
 * @param version how often it was written; 0 where there is no item
 */
record Versioned<T>(T value, long version) {}
