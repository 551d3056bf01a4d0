package io.quadrille.loadtests.flow;

/** The same without a sensitive field, as the plain loops and the peers have it. */
public final class ContactsIntoSqlite extends FlowIntoSqlite {
    public ContactsIntoSqlite() {
        super(new ContactPipeline().bindings());
    }
}
