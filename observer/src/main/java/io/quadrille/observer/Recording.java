package io.quadrille.observer;

import io.quadrille.observer.ledger.Conflict;

/** What became of one event. All but a thrown exception mean that the event need not be delivered again. */
public sealed interface Recording {
    Recording RECORDED = new Recorded();
    Recording DUPLICATE = new Duplicate();

    /** It is in the ledger, or says nothing that the ledger keeps. */
    record Recorded() implements Recording {}

    /** The ledger knew it already. */
    record Duplicate() implements Recording {}

    /** It contradicts what the ledger knows: noted on the run, not added up. */
    record Conflicting(Conflict conflict) implements Recording {}

    /** @param reason why it is not one of our events; quotes no payload */
    record Unreadable(String reason) implements Recording {}
}
