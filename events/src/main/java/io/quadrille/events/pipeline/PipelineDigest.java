package io.quadrille.events.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.hashing.Hashes;
import io.quadrille.events.records.Field;
import java.util.StringJoiner;

/** The digest of what moves a chunk boundary or a column's meaning: the format, the binding, the tables' keys. */
final class PipelineDigest {
    private PipelineDigest() {}

    static String of(Pipeline pipeline) {
        StringJoiner text = new StringJoiner("\n");
        text.add("quadrille pipeline digest 1").add(pipeline.name());
        CsvFormat format = pipeline.extract().format();
        text.add("delimiter " + format.delimiter())
                .add("charset " + format.charset())
                .add("header " + format.header())
                .add("chunk " + format.chunkRecords() + " " + format.chunkBytes())
                .add("limit " + format.maxRecordBytes());
        for (Step<?, ?> step : pipeline.steps()) {
            step.emits().ifPresent(type -> {
                text.add("type " + type.name());
                type.layout().ifPresent(layout -> {
                    for (Field field : layout.fields()) {
                        text.add(field.name() + " " + field.describe());
                    }
                });
            });
            if (step instanceof LoadStep<?> load) {
                text.add("table " + load.table().name() + " " + load.table().keys());
            }
        }
        return Hashes.hex(Hashes.sha256(text.toString().getBytes(UTF_8)));
    }
}
