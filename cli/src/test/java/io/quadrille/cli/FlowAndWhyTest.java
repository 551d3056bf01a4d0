package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowAndWhyTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void openHome() {
        cli = new Cli(folder);
    }

    @Test
    void picture_and_document_are_printed() {
        assertThat(cli.call("flow", "orders", "--mermaid").out())
                .startsWith("flowchart LR\n")
                .contains("order_lines");
        assertThat(cli.call("flow", "generic", "--mermaid").out()).contains("named as the file");
        assertThat(Cli.parseExactly(cli.call("flow", "customers", "--asyncapi").out())
                        .get("asyncapi")
                        .textValue())
                .isEqualTo("3.0.0");
    }

    @Test
    void schemas_are_written_and_their_files_named() throws IOException {
        Path schemas = folder.resolve("schemas");
        List<String> named = cli.call("flow", "orders", "--schemas", schemas.toString())
                .out()
                .lines()
                .toList();
        assertThat(named).contains(schemas.resolve("orders.live.v1.json").toString());
        for (String file : named) {
            assertThat(Cli.parseExactly(Files.readString(Path.of(file)))
                            .get("$schema")
                            .textValue())
                    .contains("draft-04");
        }
    }

    @Test
    void unknown_pipeline_names_those_there_are() {
        Result result = cli.call("flow", "order", "--mermaid");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("brittle, customers, mendable, orders, runways, generic");
    }

    @Test
    void rules_that_match_and_fields_that_fail_are_told() {
        Path event = cli.file("event.json", extracted());
        assertThat(cli.call("why", event.toString(), "--pipeline=customers", "--json")
                        .json())
                .isEqualTo(
                        Cli.parse(
                                """
                [{'rule':'customers-transform','target':'transform','matches':true,'failed':[]},
                 {'rule':'customers-load','target':'load','matches':false,'failed':[
                   {'field':'detail-type','wanted':['customers.transformed.v1'],'found':'customers.extracted.v1'}]},
                 {'rule':'customers-observer-extracted','target':'observer','matches':true,'failed':[]},
                 {'rule':'customers-observer-transformed','target':'observer','matches':false,'failed':[
                   {'field':'detail.fact','wanted':['records-transformed'],'found':'records-extracted'}]},
                 {'rule':'customers-observer','target':'observer','matches':false,'failed':[
                   {'field':'detail.fact','wanted':[{'anything-but':['records-extracted','records-transformed']}],
                    'found':'records-extracted'}]}]"""));
        Result other = cli.call("why", event.toString(), "--pipeline=runways");
        assertThat(other.code()).isZero();
        assertThat(other.out())
                .contains(
                        """
                ✘ runways-observer-extracted does not match, target observer
                    source is "customers", the rule wants ["runways"]
                """);
    }

    @Test
    void object_that_event_bridge_delivers_is_tried_as_it_stands() {
        Path event = cli.file(
                "event.json",
                """
                {"version":"0","id":"1","detail-type":"customers.extracted.v1","detail":%s}"""
                        .formatted(extracted()));
        assertThat(cli.call("why", event.toString(), "--pipeline=customers").out())
                .contains("✘ customers-transform", "    source is absent, the rule wants [\"customers\"]");
    }

    @Test
    void file_that_holds_no_event_is_a_usage_error() {
        for (String content : List.of("", "{", "[]", "{\"specversion\":\"1.0\"}", "{} x")) {
            Result result = cli.call("why", cli.file("e.json", content).toString(), "--pipeline=customers");
            assertThat(result.code()).as(content + result.err()).isEqualTo(content.equals("{} x") ? 0 : 2);
        }
        assertThat(cli.call("why", "nowhere.json", "--pipeline=customers").code())
                .isEqualTo(2);
    }

    private static String extracted() {
        return """
                {"specversion":"1.0","id":"abc","source":"/quadrille/customers","type":"customers.extracted.v1",
                 "time":"2026-11-21T10:00:00Z","fact":"records-extracted","run":"0123456789abcdef","attempt":1,
                 "step":"extract","chunk":0}""";
    }
}
