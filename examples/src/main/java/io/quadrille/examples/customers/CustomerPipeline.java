package io.quadrille.examples.customers;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;

import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.PipelineApp;

/** Customer files: from the drop in S3 to the customers table. */
public final class CustomerPipeline implements PipelineApp {
    static final RecordType<CustomerRow> EXTRACTED = records("customers.extracted.v1", CustomerRow.class);
    static final RecordType<Customer> TRANSFORMED = records("customers.transformed.v1", Customer.class);

    static final ExtractStep<CustomerRow> EXTRACT = extract("extract", csv()).emits(EXTRACTED);
    static final TransformStep<CustomerRow, Customer> TRANSFORM =
            step("transform").on(EXTRACTED).emits(TRANSFORMED).concurrency(10);
    static final LoadStep<Customer> LOAD =
            load("load").on(TRANSFORMED).into(table("customers", Customer::id)).concurrency(5);

    public static final Pipeline CUSTOMERS =
            pipeline("customers").steps(EXTRACT, TRANSFORM, LOAD).build();

    @Override
    public Bindings bindings() {
        return Bindings.of(CUSTOMERS).bind(TRANSFORM, new CleanCustomer()).build();
    }
}
