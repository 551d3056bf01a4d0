package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.util.Optional;

/** The step that reads a dropped CSV into records. It is fed by the drop, not by a queue. */
public record ExtractStep<O>(String name, CsvFormat format, RecordType<O> to) implements Step<CsvFile, O> {

    public ExtractStep {
        Step.requireName(name);
        to.layout().ifPresent(layout -> layout.fields().forEach(field -> {
            if (!field.kind().isScalar()) {
                throw new IllegalArgumentException("Step '" + name + "' reads " + to + " from a CSV, but its field '"
                        + field.name() + "' is a " + field.describe()
                        + ". A CSV cell holds one value: read it as text and make the " + field.describe()
                        + " in a transform.");
            }
        }));
    }

    /** An extract has no queue: it is paced by the steps after it. */
    @Override
    public StepSettings settings() {
        return StepSettings.DEFAULT;
    }

    @Override
    public Optional<RecordType<CsvFile>> consumes() {
        return Optional.empty();
    }

    @Override
    public Optional<RecordType<O>> emits() {
        return Optional.of(to);
    }
}
