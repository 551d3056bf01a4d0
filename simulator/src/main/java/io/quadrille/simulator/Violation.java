package io.quadrille.simulator;

/**
 * Something that must never be.
 *
 * @param invariant which
 * @param what where and how
 */
public record Violation(Invariant invariant, String what) {
    @Override
    public String toString() {
        return "(" + invariant.number() + ") " + invariant.sentence() + ": " + what;
    }
}
