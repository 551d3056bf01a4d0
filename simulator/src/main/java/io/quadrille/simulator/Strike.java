package io.quadrille.simulator;

import java.time.Duration;

/**
 * A fault that struck.
 *
 * @param key names it in its world: the same place in another execution has the same key
 * @param where for people, such as {@code load chunk 3, delivery 2, call 4 (tables.write)}
 * @param at since the world's beginning
 */
public record Strike(Fault fault, long key, String where, Duration at) {}
