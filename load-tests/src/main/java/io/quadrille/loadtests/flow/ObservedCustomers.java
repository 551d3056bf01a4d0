package io.quadrille.loadtests.flow;

import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Lap;
import java.io.IOException;
import java.nio.file.Path;

/** The example's pipeline into SQLite while others look on. Options: the number of pages, and of busy clients. */
public final class ObservedCustomers extends FlowIntoSqlite {
    private int pages;
    private int clients;

    public ObservedCustomers() {
        super(new CustomerPipeline().bindings());
    }

    @Override
    public Lap prepare(Course course) {
        pages = Integer.parseInt(course.options().get(0));
        clients = Integer.parseInt(course.options().get(1));
        return super.prepare(course);
    }

    @Override
    Onlookers onlookers(Path home, String run) throws IOException {
        return new PageOnlookers(home, run, pages, clients);
    }
}
