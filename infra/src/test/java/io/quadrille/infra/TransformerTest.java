package io.quadrille.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordType;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The observer's input transformer, applied by an EventBridge that nobody here wrote. */
class TransformerTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String APPLY =
            """
            import json, sys
            given = json.load(sys.stdin)
            try:
                from moto.events.utils import EventTemplateParser
            except ImportError:
                sys.exit(3)
            given["event"]["ingestion-time"] = given["event"]["time"]
            print(json.dumps(EventTemplateParser.parse(given["template"], given["paths"], given["event"])))
            """;

    @Test
    void transformed_event_of_the_template_states_the_same_fact_without_data() throws Exception {
        Pipeline pipeline = Pipelines.of("customers");
        JsonNode transformer = Synthesis.example("customers-prod")
                .one("AWS::Events::Rule", "ObserverRulecustomersobservertransformedRule")
                .at("/Targets/0/InputTransformer");
        Envelope event = event(pipeline);
        String given = "{\"template\":%s,\"paths\":%s,\"event\":%s}"
                .formatted(
                        transformer.path("InputTemplate"),
                        transformer.path("InputPathsMap"),
                        new String(EventBridgeJson.wrap(event), UTF_8));
        Envelope transformed = EventBridgeJson.read(python(given).getBytes(UTF_8));
        assertThat(transformed.data()).isEmpty();
        assertThat(transformed.id()).isEqualTo(event.id());
        assertThat(transformed.findText(Extensions.TRACE_PARENT)).isEqualTo(event.findText(Extensions.TRACE_PARENT));
        assertThat(Facts.fact(transformed)).isEqualTo(Facts.fact(event));
        assertThat(transformed.time()).isEqualTo(event.time());
    }

    private static Envelope event(Pipeline pipeline) {
        RecordType<?> type = pipeline.recordTypes().stream().skip(1).findFirst().orElseThrow();
        ChunkKey chunk = new ChunkKey(new RunKey(pipeline.name(), "a".repeat(26), 1), "transform", 3);
        ChunkOutcome outcome = new ChunkOutcome(
                chunk, new Counts(3, 2, 0, 1, 0, 0), 2, 5_000_000_000L, HASH, HASH, new ChunkOutcome.Timing(7, 11));
        Emission.Context context = new Emission.Context(Instant.parse("2026-11-03T09:30:00Z"), null, null);
        Emission emission = new Emission(Instant.parse("2026-11-03T09:31:00Z"), "cause", context);
        return Facts.envelope(
                new Fact.RecordsTransformed(outcome), type, "[[\"id\"],[1],[2]]".getBytes(UTF_8), emission);
    }

    private static String python(String given) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("python3", "-c", APPLY)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            Synthesis.assume(false, "the input transformer was not applied by moto: no python3 on the PATH");
            throw e;
        }
        try (var input = process.getOutputStream()) {
            input.write(given.getBytes(UTF_8));
        }
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Synthesis.assume(
                process.exitValue() != 3,
                "the input transformer was not applied by moto: python3 has none (pip install moto[all])");
        assertThat(process.exitValue()).isZero();
        return answer;
    }
}
