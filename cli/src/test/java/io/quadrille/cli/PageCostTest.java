package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.contracts.ledger.QueryCost;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.local.sqlite.SqliteHome;
import io.quadrille.local.sqlite.SqliteLedger;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.HomeView;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports, not tests of times: what the page's requests take in a small and in a large ledger, and what pages that listen
 * cost a run. In full with {@code -Dquadrille.measure=true}; else with little, so that all of it is done in every build.
 */
final class PageCostTest {
    private static final boolean FULL = Boolean.getBoolean("quadrille.measure");
    private static final int REQUESTS = FULL ? 300 : 5;
    private static final int LISTENERS = FULL ? 1_000 : 20;
    private static final int ROUNDS = FULL ? 7 : 1;
    private static final int RECORDS = FULL ? 300_000 : 2_000;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void requests_are_measured_in_a_small_and_in_a_large_ledger() throws Exception {
        requests("warm", 10, 2);
        Map<String, Double> small = requests("small", 10, FULL ? 600 : 2);
        Map<String, Double> large = requests("large", FULL ? 100_000 : 60, FULL ? 20_000 : 130);
        assertThat(large).containsOnlyKeys(small.keySet());
        small.forEach((what, micros) -> System.out.printf(
                "%-40s %7.0f µs %7.0f µs  ratio %.2f%n", what, micros, large.get(what), large.get(what) / micros));
    }

    /** Median microseconds by request. */
    private Map<String, Double> requests(String name, int runs, int chunks) throws Exception {
        Path home = folder.resolve(name);
        RunKey last;
        try (SqliteHome filled = SqliteHome.openForWriting(home)) {
            last = new QueryCost(new SqliteLedger(filled)).fill(runs, chunks);
        }
        String run = "/api/runs/" + last.run();
        Map<String, Double> medians = new LinkedHashMap<>();
        try (LocalView view = LocalView.of(HomeView.open(home), home, "");
                PageServer server = PageServer.open(view, KeptEvents.NONE, 0)) {
            for (String path : List.of(
                    "/api/runs?limit=10",
                    "/api/runs?limit=10&status=COMPLETE",
                    run,
                    run + "/series",
                    run + "/rejects?group=code",
                    run + "/rejects?code=NOT_A_NUMBER&limit=50",
                    run + "/rejects?limit=50")) {
                medians.put(path, median(URI.create(server.url() + path)));
            }
        }
        return medians;
    }

    /** After as many that warm up. */
    private double median(URI uri) throws IOException, InterruptedException {
        long[] nanos = new long[REQUESTS];
        for (int i = 0; i < 2 * REQUESTS; i++) {
            long begun = System.nanoTime();
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            nanos[i % REQUESTS] = System.nanoTime() - begun;
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        }
        Arrays.sort(nanos);
        return nanos[REQUESTS / 2] / 1_000.0;
    }

    @Test
    void run_is_measured_with_pages_that_listen_and_one_that_never_reads_and_without() throws Exception {
        Path file = Generator.generate(
                        Recipe.of(PipelineName.ORDERS, RECORDS, 3).dirt(1), folder.resolve("orders.csv"))
                .path();
        run(file, 0, "warm");
        double[] alone = new double[ROUNDS];
        double[] watched = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            alone[round] = run(file, 0, "alone" + round);
            watched[round] = run(file, LISTENERS, "watched" + round);
        }
        Arrays.sort(alone);
        Arrays.sort(watched);
        System.out.printf(
                "a run of %,d records: %.2f s alone, %.2f s with %,d pages open and one that never reads: ratio %.2f%n",
                RECORDS, alone[ROUNDS / 2], watched[ROUNDS / 2], LISTENERS, watched[ROUNDS / 2] / alone[ROUNDS / 2]);
    }

    /** Seconds that a run takes in the very process that serves the page. */
    private double run(Path file, int listeners, String name) throws Exception {
        Path place = folder.resolve(name);
        try (LocalHome home = LocalHome.open(place);
                LocalView view = LocalView.of(HomeView.open(place), place, "");
                PageServer server = PageServer.open(view, KeptEvents.NONE, 0)) {
            SourceObject source = FileSources.describe(file);
            PipelineStage stage = home.stage(new Pipelines().require("orders"));
            if (listeners == 0) {
                return run(stage, source);
            }
            try (Listeners pages = new Listeners(URI.create(server.url()).getPort(), listeners)) {
                double seconds = run(stage, source);
                assertThat(pages.bytes()).isPositive();
                return seconds;
            }
        }
    }

    private static double run(PipelineStage stage, SourceObject source) throws Exception {
        long begun = System.nanoTime();
        stage.start(stage.keyOf(source, false), source).ended().get(5, TimeUnit.MINUTES);
        return (System.nanoTime() - begun) / 1e9;
    }
}
