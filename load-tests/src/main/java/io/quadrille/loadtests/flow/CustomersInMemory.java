package io.quadrille.loadtests.flow;

import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.loadtests.lane.Course;

/** The example's pipeline as it is, its e-mails encrypted in every event. */
public final class CustomersInMemory extends FlowInMemory {
    @Override
    protected Bindings bindings(Course course) {
        return new CustomerPipeline().bindings();
    }
}
