package io.quadrille.loadtests.flow;

import io.quadrille.examples.customers.CustomerPipeline;

/** The example's pipeline as it is, its e-mails encrypted in every event. */
public final class CustomersIntoSqlite extends FlowIntoSqlite {
    public CustomersIntoSqlite() {
        super(new CustomerPipeline().bindings());
    }
}
