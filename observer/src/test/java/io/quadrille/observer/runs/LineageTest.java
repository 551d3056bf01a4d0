package io.quadrille.observer.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientUtils;
import io.quadrille.events.Emission;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.observer.Observer;
import io.quadrille.observer.ledger.MemoryLedger;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the specification asks of a RunEvent, and whether its own client reads ours whole. */
final class LineageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final RunKey RUN = new RunKey("customers", "0123456789abcdef", 1);
    private static final Graph GRAPH = new Graph(List.of(
            new Graph.Node("extract", StepKind.EXTRACT, null, null, false),
            new Graph.Node("load", StepKind.LOAD, "extract", "customers", false),
            new Graph.Node("paid", StepKind.FILTER, "extract", null, true)));

    private final MemoryLedger ledger = new MemoryLedger();
    private final Observer observer =
            new Observer(ledger, (fact, sourceTime) -> {}, InstantSource.fixed(START.plusSeconds(9)));

    private void publish(Fact fact) {
        Emission emission = new Emission(START, null, new Emission.Context(START, null, null));
        observer.handle(List.of(Facts.envelope(fact, emission)));
    }

    private JsonNode lineage(String bucket, Fact end) throws IOException {
        publish(new Fact.RunStarted(RUN, new SourceObject(bucket, "in/a \"b\".csv", "v1", 9), START, "digest", GRAPH));
        publish(end);
        return JSON.readTree(new LedgerQueries(ledger).findLineage(RUN).orElseThrow());
    }

    @Test
    void a_complete_run_is_a_start_and_a_completion_that_the_client_reads_whole() throws IOException {
        JsonNode events = lineage("landing", new Fact.FileExtracted(RUN, "extract", 0, 0, 9, 9, List.of()));
        assertThat(events).extracting(event -> event.get("eventType").asText()).containsExactly("START", "COMPLETE");
        assertThat(events.get(0).at("/run/runId")).isEqualTo(events.get(1).at("/run/runId"));
        assertThat(events.get(1).at("/outputs")).hasSize(2);
        assertThat(events.get(1).at("/inputs/0/namespace").asText()).isEqualTo("s3://landing");
        for (JsonNode event : events) {
            assertValid(event);
        }
    }

    @Test
    void a_failed_run_ends_with_its_reason() throws IOException {
        JsonNode events = lineage("local", new Fact.RunFailed(RUN, "no column 'id'"));
        assertThat(events).extracting(event -> event.get("eventType").asText()).containsExactly("START", "FAIL");
        assertThat(events.get(1).at("/run/facets/errorMessage/message").asText())
                .isEqualTo("no column 'id'");
        for (JsonNode event : events) {
            assertValid(event);
        }
    }

    /** The rules of OpenLineage.json 2-0-2: required members, their formats, and what every facet has. */
    private static void assertValid(JsonNode event) {
        OffsetDateTime.parse(event.get("eventTime").asText());
        assertThat(URI.create(event.get("producer").asText()).isAbsolute()).isTrue();
        assertThat(URI.create(event.get("schemaURL").asText()).getFragment()).isEqualTo("/$defs/RunEvent");
        UUID.fromString(event.at("/run/runId").asText());
        assertNamed(event.get("job"));
        event.get("inputs").forEach(LineageTest::assertNamed);
        event.get("outputs").forEach(LineageTest::assertNamed);
        assertFacets(event);
        OpenLineage.RunEvent read = OpenLineageClientUtils.runEventFromJson(event.toString());
        assertThat(read.getEventType()).isNotNull();
        assertThat(read.getJob().getName()).isEqualTo("customers");
    }

    private static void assertNamed(JsonNode named) {
        assertThat(named.get("namespace").asText()).isNotEmpty();
        assertThat(named.get("name").asText()).isNotEmpty();
    }

    private static void assertFacets(JsonNode node) {
        node.properties().forEach(member -> {
            if (member.getKey().toLowerCase(java.util.Locale.ROOT).endsWith("facets")) {
                member.getValue().forEach(facet -> {
                    assertThat(URI.create(facet.get("_producer").asText()).isAbsolute())
                            .isTrue();
                    assertThat(facet.get("_schemaURL").asText())
                            .matches("https://openlineage\\.io/spec/facets/\\d-\\d-\\d/(\\w+)\\.json#/\\$defs/\\1");
                });
            }
        });
        node.forEach(child -> {
            if (child.isContainerNode()) {
                assertFacets(child);
            }
        });
    }
}
