package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    private static final String ORDERS =
            """
            order_id,status,customer,lines
            A,OPEN,Ann,x:1|y:2
            B,CANCELLED,Bo,x:1
            C,OPEN,Cy,nothing
            D,LOST,Di,x:2
            A,SHIPPED,Ann,x:3
            """;
    private static final String CUSTOMERS =
            """
            id,house_number,street,town,zip,email
            1,7, High Street,Bath,BA1,Ann@Example.org
            2,8,Low Street,Bath,BA1,bo@example.org
            """;

    @TempDir
    Path folder;

    private Cli cli;
    private Path events;

    @BeforeEach
    void openHome() {
        cli = new Cli(folder);
        events = folder.resolve("events.jsonl");
    }

    private List<String> captured(String pipeline, String csv) throws IOException {
        cli.run(cli.file("in.csv", csv), "--pipeline=" + pipeline, "--capture=" + events);
        return new ArrayList<>(Files.readAllLines(events));
    }

    private Result replay(List<String> lines) {
        return cli.call(
                "replay", cli.file("changed.jsonl", String.join("\n", lines)).toString(), "--json");
    }

    @Test
    void same_code_makes_no_difference() throws IOException {
        captured("orders", ORDERS);
        Result text = cli.call("replay", events.toString());
        assertThat(text.code()).as(text.out() + text.err()).isZero();
        assertThat(text.out()).contains("✔ no difference in 5 steps, 2 rows of orders, 2 rows of order_lines.");
        JsonNode json = cli.call("replay", events.toString(), "--pipeline=orders", "--json")
                .json();
        assertThat(json.get("same").booleanValue()).isTrue();
        assertThat(json.at("/runs/0/steps/3/now")).isEqualTo(json.at("/runs/0/steps/3/captured"));
        assertThat(json.at("/runs/0/tables/1")).isEqualTo(Cli.parse("{'table':'order_lines','captured':2,'now':2}"));
    }

    @Test
    void capture_that_lacks_a_part_of_its_run_is_no_all_clear() throws IOException {
        List<String> lines = captured("orders", ORDERS);
        assertThat(lines.removeIf(line -> line.contains("\"fact\":\"file-extracted\"")))
                .isTrue();
        Result result = replay(lines);
        assertThat(result.out()).contains("the capture holds 1 chunks, without the extract's end");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void order_and_repetition_of_lines_do_not_matter() throws IOException {
        List<String> lines = captured("orders", ORDERS);
        lines.addAll(List.copyOf(lines));
        Collections.shuffle(lines, new Random(11));
        Result result = replay(lines);
        assertThat(result.json().get("same").booleanValue()).as(result.out()).isTrue();
        assertThat(result.code()).isZero();
    }

    @Test
    void generic_run_is_replayed_with_the_table_and_key_it_had() throws IOException {
        cli.run(cli.file("my file.csv", "a,b\n1,2\n3,4\n"), "--key=b", "--capture=" + events);
        JsonNode json = cli.call("replay", events.toString(), "--json").json();
        assertThat(json.get("same").booleanValue()).isTrue();
        assertThat(json.at("/runs/0/tables/0")).isEqualTo(Cli.parse("{'table':'my file','captured':2,'now':2}"));
    }

    @Test
    void sensitive_fields_are_opened_with_the_key_of_the_home() throws IOException {
        List<String> lines = captured("customers", CUSTOMERS);
        assertThat(String.join("\n", lines).toLowerCase(java.util.Locale.ROOT)).doesNotContain("example.org");
        assertThat(replay(lines).code()).isZero();
        Files.delete(cli.home.resolve("keys").resolve("local.key"));
        Result keyless = replay(lines);
        assertThat(keyless.code()).isEqualTo(1);
        assertThat(keyless.err()).contains("local.key is missing").hasLineCount(1);
    }

    @Test
    void outcome_that_was_otherwise_is_reported_with_the_sums_and_the_chunk() throws IOException {
        List<String> lines = captured("orders", ORDERS);
        lines.replaceAll(line -> line.contains("\"step\":\"load-orders\"") && line.contains("\"records-loaded\"")
                ? line.replace("\"loaded\":3", "\"loaded\":2").replace("\"rejected\":0", "\"rejected\":1")
                : line);
        Result result = replay(lines);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.json().at("/runs/0/differences").findValuesAsText("place"))
                .containsExactly("load-orders", "load-orders, chunk 0");
    }

    @Test
    void captured_record_that_was_otherwise_is_reported_down_to_the_column() throws IOException {
        List<String> lines = captured("orders", ORDERS);
        lines.replaceAll(line -> line.contains("\"orders.live.v1\"") ? line.replace("\"Ann\"", "\"Eve\"") : line);
        JsonNode differences = replay(lines).json().at("/runs/0/differences");
        assertThat(differences)
                .contains(
                        Cli.parse(
                                """
                {'kind':'TABLE','place':'orders, order_id \\'A\\', column customer','captured':'\\'Eve\\'',
                 'now':'\\'Ann\\''}"""));
    }

    @Test
    void reject_that_is_not_told_any_more_is_reported_by_line() throws IOException {
        List<String> lines = captured("orders", ORDERS);
        lines.removeIf(line -> line.contains("\"records-rejected\"") && line.contains("\"step\":\"lines\""));
        Result result = replay(lines);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.json().at("/runs/0/differences/0/kind").textValue()).isEqualTo("REJECT");
        assertThat(result.json().at("/runs/0/differences/0/place").textValue()).isEqualTo("lines, line 4");
        assertThat(result.json().at("/runs/0/differences/0/captured").isNull()).isTrue();
    }

    @Test
    void line_that_is_no_event_is_named() throws IOException {
        List<String> lines = captured("orders", ORDERS);
        lines.add(2, "{\"half\": ");
        Result result = replay(lines);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("changed.jsonl line 3: ").hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void file_without_events_of_the_pipeline_is_told() throws IOException {
        captured("orders", ORDERS);
        Result other = cli.call("replay", events.toString(), "--pipeline=customers");
        Result none = replay(List.of());
        assertThat(other.err()).contains("holds no events of pipeline customers; its events are of [orders]");
        assertThat(none.err()).contains("holds no events.");
        assertThat(other.code() + none.code()).isEqualTo(4);
    }

    @Test
    void capture_never_replaces_the_file_that_is_run() {
        Path file = cli.file("in.csv", ORDERS);
        Result result = cli.call("run", file.toString(), "--pipeline=orders", "--capture=" + file);
        assertThat(result.code()).isEqualTo(2);
        assertThat(file).hasContent(ORDERS);
    }
}
