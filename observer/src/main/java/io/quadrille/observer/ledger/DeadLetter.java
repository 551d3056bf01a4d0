package io.quadrille.observer.ledger;

import io.quadrille.events.Fact;
import java.time.Instant;

/**
 * A chunk that ran out of deliveries at a step.
 *
 * @param at when its fact was published
 */
public record DeadLetter(Fact.RecordsDeadLettered fact, Instant at) {
    /** As the ledger keeps it: the last amendment that had sent it again is its bucket's to know. */
    public static DeadLetter of(Fact.RecordsDeadLettered fact, Instant at) {
        return new DeadLetter(
                new Fact.RecordsDeadLettered(
                        fact.key(),
                        fact.records(),
                        fact.firstLine(),
                        fact.lastLine(),
                        fact.reason(),
                        fact.message(),
                        fact.receives()),
                at);
    }
}
