package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.cli.Cli.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void openHome() {
        cli = new Cli(folder);
    }

    @Test
    void forecast_fits_a_screen_and_begins_with_the_verdict() {
        Result result = plan("--pipeline", "customers", "--records", "1000000", "--bytes-per-record", "70");
        List<String> lines = result.out().lines().toList();
        assertThat(result.code()).isZero();
        assertThat(lines).hasSizeLessThan(30);
        assertThat(lines.get(0))
                .isEqualTo(
                        "plan for customers, size prod, us-east-1: 1,000,000 records of 70 B, 70.0 MB in 1,000 chunks");
        assertThat(lines.get(1)).matches("About .* and \\$0\\.\\d{4}; it waits for table customers\\.");
        assertThat(lines.get(4)).startsWith("DynamoDB ");
        assertThat(result.out())
                .contains("without the rows' own writes")
                .contains("Assumed: no record is rejected")
                .contains("Prices of us-east-1, 2026-")
                .doesNotContain("\u001b");
    }

    @Test
    void json_has_stable_keys() {
        JsonNode json = plan("--pipeline", "orders", "--records", "2000", "--within", "1h", "--json")
                .json();
        assertThat(keys(json))
                .containsExactly(
                        "pipeline",
                        "size",
                        "region",
                        "records",
                        "bytesPerRecord",
                        "seconds",
                        "bottleneck",
                        "dollars",
                        "dollarsWithoutRows",
                        "services",
                        "costs",
                        "counts",
                        "bounds",
                        "rowPerEvent",
                        "ratio",
                        "ratioWithoutRows",
                        "within",
                        "seenInRun",
                        "prices",
                        "quotasDate");
        assertThat(keys(json.get("counts")))
                .containsExactly(
                        "chunks",
                        "events",
                        "eventUnits",
                        "putEvents",
                        "messages",
                        "queueRequests",
                        "rowWriteUnits",
                        "ledgerWrites",
                        "ledgerWriteUnits",
                        "ledgerReadUnits",
                        "claimChecks");
        assertThat(keys(json.get("services")))
                .containsExactly("eventbridge", "sqs", "lambda", "fargate", "dynamodb", "kms", "s3", "cloudwatch");
        assertThat(keys(json.get("within")))
                .containsExactly("seconds", "met", "changes", "secondsAfter", "dollarsAfter");
        assertThat(json.get("within").get("met").booleanValue()).isTrue();
        assertThat(json.get("counts").get("events").longValue()).isEqualTo(13);
        assertThat(json.get("seenInRun").isNull()).isTrue();
    }

    @Test
    void deadline_that_is_missed_says_what_to_change_and_exits_with_1() {
        Result result = plan("--pipeline", "customers", "--records", "1000000", "--within", "4m");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("✘ Does not end within 4 min 0 s. About ")
                .contains("To end within 4 min 0 s (then about ")
                .contains("\n  - warm table 'customers' for 6,000 writes a second\n");
    }

    @Test
    void run_in_the_home_is_the_rule() {
        Path file =
                cli.file("customers.csv", "id,house_number,street,town,zip,email\n" + customers(50) + "x,1,a,b,c,d\n");
        String run = cli.run(file, "--pipeline", "customers").get("run").textValue();

        JsonNode json =
                plan("--pipeline", "customers", "--records", "51", "--json").json();
        assertThat(json.get("seenInRun").textValue()).isEqualTo(run);
        assertThat(json.get("bytesPerRecord").doubleValue()).isBetween(20.0, 40.0);
        // Start, rejects of the extract, three outcomes, totals and completion.
        assertThat(json.get("counts").get("events").longValue()).isEqualTo(7);
        assertThat(json.get("counts").get("rowWriteUnits").longValue()).isEqualTo(50);
        assertThat(plan("--pipeline", "customers", "--records", "51").out())
                .contains(
                        "Seen in run " + run + " of 51 records; assumed 20 µs a record in extract, transform, load.\n");
    }

    @Test
    void sample_is_run_in_memory_and_leaves_nothing_behind() {
        Path file = cli.file("customers.csv", "id,house_number,street,town,zip,email\n" + customers(1_200));
        JsonNode json = plan("--pipeline", "customers", "--records", "1200", "--sample", file.toString(), "--json")
                .json();
        assertThat(json.get("counts").get("chunks").longValue()).isEqualTo(2);
        assertThat(json.get("seenInRun").textValue()).hasSize(16);
        assertThat(cli.home).doesNotExist();
        assertThat(plan("--pipeline", "generic", "--records", "1200", "--sample", file.toString())
                        .out())
                .contains("1,200 records")
                .contains("Seen in run ");
    }

    @Test
    void sample_without_records_tells_nothing() {
        Path file = cli.file("customers.csv", "id,house_number,street,town,zip,email\n");
        Result result = plan("--pipeline", "customers", "--records", "600", "--sample", file.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("--sample: customers.csv ended as COMPLETE with 0 records, which tells nothing.");
    }

    @Test
    void told_ratio_and_time_hold() {
        JsonNode json = plan(
                        "--pipeline",
                        "orders",
                        "--records",
                        "1000",
                        "--emits",
                        "lines=3",
                        "--step-time",
                        "lines=20ms",
                        "--json")
                .json();
        assertThat(json.get("counts").get("rowWriteUnits").longValue()).isEqualTo(4_000);
        assertThat(json.get("bottleneck").get("name").textValue()).isEqualTo("lines");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --pipeline nobody --records 1                          | There is no pipeline 'nobody'.
            --pipeline customers --records 0                       | 0 records; expected 1 to 1,000,000,000,000
            --pipeline customers --records x                       | Invalid value for option '--records'
            --pipeline customers                                   | Missing required option: '--records=N'
            --pipeline customers --records 1 --bytes-per-record 0  | 0.0 bytes per record; expected 1 to 1048576
            --pipeline customers --records 1 --size huge           | There is no size 'huge'; there are [dev, staging, prod]
            --pipeline customers --records 1 --region mars         | There is no region 'mars' in the quota file of
            --pipeline customers --records 1 --within soon         | 'soon' is not a time (expected
            --pipeline customers --records 1 --within 0m           | '0m' is not a time (expected
            --pipeline customers --records 1 --workers extract     | There is no step 'extract' to place on a worker; there are transform, load.
            --pipeline customers --records 1 --emits lod=2         | There is no step 'lod'; the steps are extract, transform, load.
            --pipeline customers --records 1 --emits load=-1       | a step that emits -1.0
            --pipeline customers --records 1 --step-time load=slow | --step-time: 'slow' is not the time of a record
            --pipeline customers --records 1 --sample nowhere.csv  | There is no file 'nowhere.csv'.
            """)
    void what_makes_no_sense_is_refused_with_a_sentence(String arguments, String sentence) {
        Result result = plan(arguments.strip().split(" +"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
    }

    private Result plan(String... arguments) {
        List<String> all = new ArrayList<>(List.of("plan"));
        all.addAll(List.of(arguments));
        return cli.call(all.toArray(new String[0]));
    }

    private static String customers(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(i).append(",1,street,town,12345,a@b.c\n");
        }
        return lines.toString();
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
