package io.quadrille.loadtests.shapes;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;

import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.loadtests.flow.Contact;
import io.quadrille.loadtests.flow.ContactRow;
import io.quadrille.loadtests.flow.FlowInMemory;
import io.quadrille.loadtests.lane.Course;
import java.util.ArrayList;
import java.util.List;

/**
 * Many steps, many sinks. Options: the transforms between extract and load, the first of which cleans while the others
 * hand on; then the loads, each into a table of its own.
 */
public final class Chain extends FlowInMemory {
    @Override
    protected Bindings bindings(Course course) {
        return bindings(
                Integer.parseInt(course.options().get(0)),
                Integer.parseInt(course.options().get(1)));
    }

    private static Bindings bindings(int transforms, int loads) {
        RecordType<ContactRow> extracted = records("chain.extracted.v1", ContactRow.class);
        RecordType<Contact> last = records("chain.cleaned.v1", Contact.class);
        TransformStep<ContactRow, Contact> clean = step("clean").on(extracted).emits(last);
        List<Step<?, ?>> steps = new ArrayList<>();
        steps.add(extract("extract", csv()).emits(extracted));
        steps.add(clean);
        List<TransformStep<Contact, Contact>> handOns = new ArrayList<>();
        for (int i = 2; i <= transforms; i++) {
            RecordType<Contact> next = records("chain.handed" + i + ".v1", Contact.class);
            TransformStep<Contact, Contact> handOn =
                    step("hand-on-" + i).on(last).emits(next);
            handOns.add(handOn);
            steps.add(handOn);
            last = next;
        }
        for (int i = 1; i <= loads; i++) {
            steps.add(load("load-" + i).on(last).into(table(i == 1 ? TABLE : TABLE + i, Contact::id)));
        }
        Bindings.Builder bindings = Bindings.of(pipeline("chain")
                        .steps(steps.toArray(new Step<?, ?>[0]))
                        .build())
                .bind(clean, Contact::of);
        handOns.forEach(handOn -> bindings.bind(handOn, contact -> contact));
        return bindings.build();
    }
}
