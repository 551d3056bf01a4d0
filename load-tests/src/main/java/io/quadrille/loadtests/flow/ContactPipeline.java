package io.quadrille.loadtests.flow;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;

import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.PipelineApp;

/** The customers pipeline without a sensitive field: what the cipher takes is the difference. */
public final class ContactPipeline implements PipelineApp {
    private static final RecordType<ContactRow> EXTRACTED = records("contacts.extracted.v1", ContactRow.class);
    private static final RecordType<Contact> TRANSFORMED = records("contacts.transformed.v1", Contact.class);

    private static final TransformStep<ContactRow, Contact> TRANSFORM =
            step("transform").on(EXTRACTED).emits(TRANSFORMED).concurrency(10);
    private static final LoadStep<Contact> LOAD =
            load("load").on(TRANSFORMED).into(table("customers", Contact::id)).concurrency(5);

    private final CsvFormat format;

    public ContactPipeline() {
        this(csv());
    }

    /** As another format cuts it, such as into smaller chunks. */
    public ContactPipeline(CsvFormat format) {
        this.format = format;
    }

    @Override
    public Bindings bindings() {
        ExtractStep<ContactRow> extract = extract("extract", format).emits(EXTRACTED);
        return Bindings.of(pipeline("contacts").steps(extract, TRANSFORM, LOAD).build())
                .bind(TRANSFORM, Contact::of)
                .build();
    }
}
