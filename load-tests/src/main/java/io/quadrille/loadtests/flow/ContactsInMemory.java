package io.quadrille.loadtests.flow;

import io.quadrille.handlers.Bindings;
import io.quadrille.loadtests.lane.Course;

/** The same without a sensitive field, as the plain loops and the peers have it. */
public final class ContactsInMemory extends FlowInMemory {
    @Override
    protected Bindings bindings(Course course) {
        return new ContactPipeline().bindings();
    }
}
