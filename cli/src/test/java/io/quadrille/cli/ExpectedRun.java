package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.testdata.Expected;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A run as the generator of its file says it must end: tallies, rejects and tables. */
final class ExpectedRun {
    private ExpectedRun() {}

    static void requireEqual(Cli cli, JsonNode report, Expected expected) throws Exception {
        assertThat(report.get("extracted").longValue()).isEqualTo(expected.extracted());
        assertThat(report.get("balanced").booleanValue()).isTrue();
        assertThat(sinks(report)).isEqualTo(expected.sinks());
        assertThat(rejects(cli)).containsExactlyInAnyOrderElementsOf(rejects(expected));
        for (String table : expected.tables().keySet()) {
            byte[] csv = cli.call("table", table, "--csv").bytes();
            assertThat(sha256(csv)).isEqualTo(expected.tables().get(table).sha256());
        }
    }

    private static List<Expected.Sink> sinks(JsonNode report) {
        return stream(report.get("sinks"))
                .map(sink -> new Expected.Sink(
                        sink.get("step").textValue(),
                        sink.get("table").textValue(),
                        sink.get("expanded").longValue(),
                        sink.get("loaded").longValue(),
                        sink.get("rejected").longValue(),
                        sink.get("filtered").longValue()))
                .toList();
    }

    private static List<String> rejects(Cli cli) {
        return stream(cli.call("rejects", "last", "--json").json())
                .map(reject -> reject.get("line") + " " + reject.get("bytePosition") + " "
                        + reject.get("column").textValue() + " "
                        + reject.get("code").textValue())
                .toList();
    }

    private static List<String> rejects(Expected expected) {
        return expected.rejects().stream()
                .map(reject ->
                        reject.line() + " " + reject.bytePosition() + " " + reject.column() + " " + reject.code())
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
