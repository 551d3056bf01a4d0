package io.quadrille.loadtests.flow;

/** The same without a sensitive field, as the plain loops and the peers have it. */
public final class ContactsInMemory extends FlowInMemory {
    public ContactsInMemory() {
        super(new ContactPipeline().bindings());
    }
}
