package io.quadrille.events.deployment;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.records.RecordType;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTransformerTest {
    record Row(String id) {}

    private static final RecordType<Row> TYPE = records("rows.v1", Row.class);
    private static final Pipeline ROWS = pipeline("rows")
            .steps(extract("read", csv()).emits(TYPE))
            .endsWith(TYPE)
            .build();
    private static final String HASH = "0".repeat(64);

    private static ChunkOutcome outcome(String causeHash) {
        return new ChunkOutcome(
                new ChunkKey(new RunKey("rows", "r", 2), "read", 0),
                new Counts(7, 5, 0, 1, 1, 0),
                1L << 40,
                (1L << 40) + 6,
                HASH,
                causeHash,
                new ChunkOutcome.Timing(3, 4));
    }

    private static Envelope event(Fact.StepOutcome outcome, String cause) {
        Emission.Context context = new Emission.Context(Instant.EPOCH, null, null);
        return Facts.envelope(outcome, TYPE, "[]".getBytes(UTF_8), new Emission(Instant.EPOCH, cause, context));
    }

    /** What the observer's rule of this shape delivers of the event. */
    private static Envelope delivered(Rule.Shape shape, Envelope event) throws IOException {
        Rule rule = ROWS.rules().stream()
                .filter(each -> each.shape() == shape)
                .findFirst()
                .orElseThrow();
        EnvelopeTransformer transformer = EnvelopeTransformer.of(rule).orElseThrow();
        JsonNode root = new ObjectMapper().readTree(EventBridgeJson.wrap(event));
        String text = transformer.template();
        for (Map.Entry<String, String> each : transformer.inputPaths().entrySet()) {
            JsonNode value = root.at(each.getValue().substring(1).replace('.', '/'));
            if (!value.isMissingNode()) {
                text = text.replace("<" + each.getKey() + ">", value.asText());
            }
        }
        assertThat(text).doesNotContain("<", ">");
        return EventBridgeJson.read(text.getBytes(UTF_8));
    }

    @Test
    void outcomes_are_read_from_what_the_observer_is_shown() throws IOException {
        Fact.RecordsExtracted extracted = new Fact.RecordsExtracted(outcome(null));
        Fact.RecordsTransformed transformed = new Fact.RecordsTransformed(outcome(HASH));

        Envelope first = delivered(Rule.Shape.EXTRACTED_ENVELOPE, event(extracted, null));
        Envelope second = delivered(Rule.Shape.TRANSFORMED_ENVELOPE, event(transformed, "e1"));

        assertThat(Facts.fact(first)).isEqualTo(extracted);
        assertThat(Facts.fact(second)).isEqualTo(transformed);
        assertThat(first.data()).isEmpty();
        assertThat(first.id()).isEqualTo(event(extracted, null).id());
        assertThat(first.time()).isEqualTo(Instant.EPOCH);
        assertThat(Emission.Context.of(second).sourceTime()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void other_rules_deliver_events_whole_and_the_limits_are_kept() {
        assertThat(ROWS.rules())
                .filteredOn(rule -> !rule.envelopeOnly())
                .allSatisfy(rule -> assertThat(EnvelopeTransformer.of(rule)).isEmpty());
        assertThat(ROWS.rules()).filteredOn(Rule::envelopeOnly).hasSize(2).allSatisfy(rule -> {
            EnvelopeTransformer transformer = EnvelopeTransformer.of(rule).orElseThrow();
            assertThat(transformer.inputPaths()).hasSizeLessThanOrEqualTo(100);
            assertThat(transformer.template()).hasSizeLessThanOrEqualTo(8192);
        });
    }
}
