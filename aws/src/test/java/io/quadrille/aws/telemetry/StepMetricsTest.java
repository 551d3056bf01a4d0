package io.quadrille.aws.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.StepMeter.Work;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StepMetricsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> lines = new ArrayList<>();
    private final StepMetrics metrics =
            new StepMetrics("guests-dev", "greet", () -> Instant.ofEpochMilli(1_700_000_000_123L), lines::add);

    @Test
    void a_batch_is_one_line_in_the_embedded_metric_format() throws IOException {
        metrics.measure(work("run1", "greet", 100, 98, 2));
        metrics.measure(work("run2", "greet", 50, 50, 0));
        metrics.flush();

        assertThat(lines).hasSize(1);
        assertThat(JSON.readTree(lines.get(0)))
                .isEqualTo(
                        JSON.readTree(
                                """
                {"_aws": {"Timestamp": 1700000000123, "CloudWatchMetrics": [{
                    "Namespace": "Quadrille",
                    "Dimensions": [["deployment", "step"]],
                    "Metrics": [
                      {"Name": "Heartbeat", "Unit": "Count"},
                      {"Name": "RecordsIn", "Unit": "Count"},
                      {"Name": "RecordsOut", "Unit": "Count"},
                      {"Name": "RecordsRejected", "Unit": "Count"},
                      {"Name": "WorkMillis", "Unit": "Milliseconds"},
                      {"Name": "TotalMillis", "Unit": "Milliseconds"}]}]},
                 "deployment": "guests-dev", "step": "greet", "Heartbeat": 1,
                 "RecordsIn": 150, "RecordsOut": 148, "RecordsRejected": 2,
                 "WorkMillis": [1.5, 1.5], "TotalMillis": [20.0, 20.0],
                 "run": "guests/run1,guests/run2"}"""));
    }

    @Test
    void a_batch_without_a_chunk_says_only_that_somebody_is_alive() throws IOException {
        metrics.flush();
        JsonNode line = JSON.readTree(lines.get(0));
        assertThat(line.path("Heartbeat").asInt()).isEqualTo(1);
        assertThat(line.has("RecordsIn")).isFalse();
        assertThat(line.has("run")).isFalse();
    }

    @Test
    void another_step_has_a_line_of_its_own_and_no_heart() throws IOException {
        metrics.measure(work("run1", "extract", 10, 10, 0));
        metrics.flush();
        assertThat(lines).hasSize(2);
        JsonNode other = JSON.readTree(lines.get(1));
        assertThat(other.path("step").asText()).isEqualTo("extract");
        assertThat(other.has("Heartbeat")).isFalse();
    }

    @Test
    void a_line_holds_a_hundred_chunks_at_most_and_every_record_is_counted_once() throws IOException {
        for (int i = 0; i < 250; i++) {
            metrics.measure(work("run1", "greet", 1, 1, 0));
        }
        metrics.flush();
        long records = 0;
        for (String line : lines) {
            records += JSON.readTree(line).path("RecordsIn").asLong();
            assertThat(JSON.readTree(line).path("WorkMillis").size()).isLessThanOrEqualTo(100);
        }
        assertThat(lines).hasSize(3);
        assertThat(records).isEqualTo(250);
    }

    @Test
    void a_metric_of_the_deployment_has_no_step() throws IOException {
        metrics.count("StalledRuns", 2);
        JsonNode line = JSON.readTree(lines.get(0));
        assertThat(line.path("StalledRuns").asInt()).isEqualTo(2);
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString()).isEqualTo("[[\"deployment\"]]");
    }

    private static Work work(String run, String step, long in, long out, long rejected) {
        return new Work(
                new RunKey("guests", run, 1),
                step,
                in,
                out,
                rejected,
                Duration.ofMillis(20),
                Duration.ofNanos(1_500_000));
    }
}
