package io.quadrille.handlers.generic;

import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;

import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.TextRecord;
import io.quadrille.handlers.Bindings;
import java.util.List;

/** Any CSV with a header into a table: every column a text attribute, keyed by named columns. */
public final class GenericPipeline {
    public static final String NAME = "generic";
    private static final RecordType<TextRecord> EXTRACTED = records("generic.extracted.v1", TextRecord.class);

    private GenericPipeline() {}

    /**
     * The pipeline for one file.
     *
     * @param table the table's name
     * @param keys one or two of the file's columns: partition and sort key
     */
    public static Bindings of(String table, List<String> keys, CsvFormat format) {
        Pipeline generic = pipeline(NAME)
                .steps(
                        extract("extract", format).emits(EXTRACTED),
                        load("load").on(EXTRACTED).into(table, keys))
                .build();
        return Bindings.of(generic).build();
    }
}
