package io.quadrille.loadtests.flow;

import io.quadrille.examples.customers.CustomerPipeline;

/** The example's pipeline as it is, its e-mails encrypted in every event. */
public final class CustomersInMemory extends FlowInMemory {
    public CustomersInMemory() {
        super(new CustomerPipeline().bindings());
    }
}
