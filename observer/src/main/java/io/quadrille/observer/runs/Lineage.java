package io.quadrille.observer.runs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.observer.ledger.RunStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A run as OpenLineage RunEvents (openlineage.io, spec 2-0-2): the job is the pipeline, the input the source, each sink an
 * output. Written by hand: it is a page of JSON, and the client library brings an HTTP client and a metrics facade.
 */
final class Lineage {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String PRODUCER = "urn:quadrille:observer";
    private static final String SPEC = "https://openlineage.io/spec/";
    private static final String NAMESPACE = "quadrille";

    private final RunReport report;
    private final JsonGenerator json;

    private Lineage(RunReport report, JsonGenerator json) {
        this.report = report;
        this.json = json;
    }

    static String of(RunReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            new Lineage(report, json).write();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return text.toString();
    }

    private void write() throws IOException {
        json.writeStartArray();
        SourceObject source = report.source();
        if (source != null) {
            event("START", report.startedAt(), source);
            if (report.status().isComplete() && report.endedAt() != null) {
                event("COMPLETE", report.endedAt(), source);
            } else if (report.status() == RunStatus.FAILED && report.endedAt() != null) {
                event("FAIL", report.endedAt(), source);
            }
        }
        json.writeEndArray();
    }

    private void event(String type, Instant at, SourceObject source) throws IOException {
        boolean ended = !type.equals("START");
        json.writeStartObject();
        json.writeStringField("eventType", type);
        json.writeStringField("eventTime", at.toString());
        json.writeStringField("producer", PRODUCER);
        json.writeStringField("schemaURL", SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent");
        run(type);
        job();
        input(source, ended);
        json.writeArrayFieldStart("outputs");
        for (SinkReport sink : report.sinks()) {
            output(sink, ended);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void run(String type) throws IOException {
        json.writeObjectFieldStart("run");
        json.writeStringField("runId", idOf(report.run()).toString());
        json.writeObjectFieldStart("facets");
        if (type.equals("FAIL")) {
            facet("errorMessage", "1-0-1/ErrorMessageRunFacet");
            json.writeStringField("message", String.valueOf(report.failure()));
            json.writeStringField("programmingLanguage", "java");
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** OpenLineage asks for a UUID: one by name, of what names an attempt here. */
    private static UUID idOf(RunKey run) {
        return UUID.nameUUIDFromBytes(
                (run.pipeline() + "/" + run.run() + "/" + run.attempt()).getBytes(StandardCharsets.UTF_8));
    }

    private void job() throws IOException {
        json.writeObjectFieldStart("job");
        json.writeStringField("namespace", NAMESPACE);
        json.writeStringField("name", report.run().pipeline());
        json.writeObjectFieldStart("facets");
        facet("jobType", "2-0-4/JobTypeJobFacet");
        json.writeStringField("processingType", "BATCH");
        json.writeStringField("integration", "QUADRILLE");
        json.writeStringField("jobType", "PIPELINE");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void input(SourceObject source, boolean ended) throws IOException {
        boolean local = source.bucket().equals(SourceObject.LOCAL);
        json.writeArrayFieldStart("inputs");
        json.writeStartObject();
        json.writeStringField("namespace", local ? "file" : "s3://" + source.bucket());
        json.writeStringField("name", source.key());
        json.writeObjectFieldStart("facets");
        facet("version", "1-0-1/DatasetVersionDatasetFacet");
        json.writeStringField("datasetVersion", source.version());
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectFieldStart("inputFacets");
        if (ended) {
            facet("inputStatistics", "1-0-0/InputStatisticsInputDatasetFacet");
            json.writeNumberField("rowCount", report.extracted());
            json.writeNumberField("size", source.bytes());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    private void output(SinkReport sink, boolean ended) throws IOException {
        String table = sink.table();
        json.writeStartObject();
        json.writeStringField("namespace", NAMESPACE);
        json.writeStringField("name", table == null ? report.run().pipeline() + "." + sink.step() : table);
        json.writeObjectFieldStart("facets");
        json.writeEndObject();
        json.writeObjectFieldStart("outputFacets");
        if (ended) {
            facet("outputStatistics", "1-0-2/OutputStatisticsOutputDatasetFacet");
            json.writeNumberField("rowCount", sink.loaded());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Opens a facet; {@code file} is its version and class. */
    private void facet(String name, String file) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("_producer", PRODUCER);
        json.writeStringField(
                "_schemaURL", SPEC + "facets/" + file + ".json#/$defs/" + file.substring(file.indexOf('/') + 1));
    }
}
