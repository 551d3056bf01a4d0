package io.quadrille.loadtests.flow;

import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.loadtests.lane.Course;
import java.io.IOException;

/** The example's pipeline into SQLite while Gatling's users look on. Options: how many ask, and how many listen. */
public final class BesiegedCustomers extends FlowIntoSqlite {
    public BesiegedCustomers() {
        super(new CustomerPipeline().bindings());
    }

    @Override
    Onlookers onlookers(Course course) throws IOException {
        return new GatlingOnlookers(
                course.folder(), course.options().get(0), course.options().get(1));
    }
}
