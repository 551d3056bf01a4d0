package io.quadrille.observer.ledger;

import io.quadrille.events.Fact;
import java.time.Instant;

/**
 * A chunk that ran out of deliveries at a step.
 *
 * @param at when its fact was published
 */
public record DeadLetter(Fact.RecordsDeadLettered fact, Instant at) {}
