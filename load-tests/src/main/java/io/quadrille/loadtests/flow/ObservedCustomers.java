package io.quadrille.loadtests.flow;

import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.loadtests.lane.Course;
import java.io.IOException;

/** The example's pipeline into SQLite with a page on it. */
public final class ObservedCustomers extends FlowIntoSqlite {
    public ObservedCustomers() {
        super(new CustomerPipeline().bindings());
    }

    @Override
    Onlookers onlookers(Course course) throws IOException {
        return new PageOnlookers();
    }
}
