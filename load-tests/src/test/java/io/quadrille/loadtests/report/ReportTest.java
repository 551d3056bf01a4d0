package io.quadrille.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private final Report report = report();

    private static Report report() {
        Report report = new Report(new Conditions(Instant.EPOCH, "abc1234", "17.0.15", 2, 1_000, 3, 2));
        report.add(new Section(
                "flow",
                List.of(
                        row("FastCSV alone", new Section.Resources(0.6, 3 << 20, 0, 0)),
                        row("the flow", new Section.Resources(0.6, 3 << 20, 1_234, 2_500_000)))));
        report.addOperations(List.of(new Operation("codec.encode", new Spread(75_000, 60_000, 90_000), 500)));
        report.addRequests(List.of(new Requests("list", 1_500, 1, spread(250), spread(2), spread(5.4), spread(9), 31)));
        report.add(Target.FLOW_VS_PARSE, new Spread(0.41237, 0.4, 0.45));
        report.addOther("flow_vs_map_loop", new Spread(1.5, 1.2, 2));
        return report;
    }

    private static Spread spread(double value) {
        return new Spread(value, value, value);
    }

    private static Section.Row row(String name, Section.Resources resources) {
        return new Section.Row(name, new Spread(0.5, 0.4, 0.7), 1_000, resources, "");
    }

    @Test
    void json_has_the_ratios_that_were_measured_and_no_others() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(printed(true));
        assertThat(json.get("ratios")).isEqualTo(new ObjectMapper().readTree("{\"flow_vs_parse\": 0.4124}"));
        assertThat(json.at("/conditions/jvms").asInt()).isEqualTo(2);
        assertThat(json.at("/others/flow_vs_map_loop/high").asDouble()).isEqualTo(2);
        assertThat(json.at("/sections/flow/FastCSV alone/recordsPerSecond").asLong())
                .isEqualTo(2_000);
        assertThat(json.at("/sections/flow/FastCSV alone").has("mostMessagesOnBus"))
                .isFalse();
        assertThat(json.at("/sections/flow/the flow/mostMessagesOnBus").asLong())
                .isEqualTo(1_234);
        assertThat(json.at("/sections/flow/the flow/mostBytesOnBus").asLong()).isEqualTo(2_500_000);
        assertThat(json.at("/requests/list/failed").asInt()).isEqualTo(1);
        assertThat(json.at("/requests/list/p95Millis/median").asDouble()).isEqualTo(5.4);
        assertThat(json.at("/micro/codec.encode/nanosPerRecord").asDouble()).isEqualTo(150);
        assertThat(json.at("/micro/codec.encode/nanosPerChunk/median").asDouble())
                .isEqualTo(75_000);
    }

    @Test
    void text_tells_what_each_ratio_reaches() {
        assertThat(printed(false).lines().toList())
                .contains(
                        "commit abc1234, JDK 17.0.15, 2 processors, 3 rounds in each of 2 JVMs; medians, with the half of"
                                + " their range",
                        "flow           median     ±     CPU  records  records/s  peak heap  bus messages  bus bytes",
                        "FastCSV alone  500 ms  30 %  600 ms    1,000      2,000       3 MB",
                        "the flow       500 ms  30 %  600 ms    1,000      2,000       3 MB         1,234     2.4 MB",
                        "list      1,500       1       250    2 ms  5 ms  9 ms    31 ms",
                        "codec.encode    75.0 µs  20 %    150.0 ns  500 records a chunk",
                        "flow_vs_parse    0.41  0.40 – 0.45     0.35  0.55  floor    whole flow into memory, 2 GB heap,"
                                + " against FastCSV alone");
    }

    @Test
    void one_round_in_one_jvm_is_told_as_such() {
        assertThat(ReportText.head(new Conditions(Instant.EPOCH, "abc1234", "17.0.15", 2, 1_000, 1, 1)))
                .startsWith("commit abc1234, JDK 17.0.15, 2 processors, 1 round; medians");
    }

    private String printed(boolean json) {
        StringWriter out = new StringWriter();
        new ReportPrinter(report, new PrintWriter(out), json).end();
        return out.toString();
    }
}
