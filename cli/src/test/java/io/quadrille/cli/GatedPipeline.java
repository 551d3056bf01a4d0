package io.quadrille.cli;

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
import io.quadrille.handlers.Reject;
import java.util.concurrent.CountDownLatch;

/** A pipeline that stands still at the record {@code gate} until it is opened. */
final class GatedPipeline {
    private static final RecordType<Gated> READ = records("gated.read.v1", Gated.class);
    private static final RecordType<Gated> PASSED = records("gated.passed.v1", Gated.class);
    private static final ExtractStep<Gated> EXTRACT =
            extract("extract", csv().chunkRecords(10)).emits(READ);
    private static final TransformStep<Gated, Gated> PASS =
            step("pass").on(READ).emits(PASSED).concurrency(1).batch(1);
    private static final LoadStep<Gated> LOAD = load("load").on(PASSED).into(table("gated", Gated::id));
    private static final Pipeline GATED =
            pipeline("gated").steps(EXTRACT, PASS, LOAD).build();

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);

    record Gated(String id) {}

    Bindings bindings() {
        return Bindings.of(GATED).bind(PASS, this::pass).build();
    }

    private Gated pass(Gated record) {
        if (record.id().equals("gate")) {
            reached.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else if (record.id().startsWith("bad")) {
            throw new Reject("NOT_GOOD", "id", "begins with bad");
        }
        return record;
    }

    /** Waits until it stands still. */
    void awaitStill() throws InterruptedException {
        reached.await();
    }

    void open() {
        gate.countDown();
    }
}
