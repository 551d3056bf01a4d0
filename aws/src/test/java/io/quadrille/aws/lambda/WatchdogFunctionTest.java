package io.quadrille.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.MemoryStage;
import io.quadrille.aws.Recorded;
import io.quadrille.aws.TestDeployment;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.stage.AwsPipeline;
import io.quadrille.aws.stage.Entry;
import io.quadrille.aws.telemetry.StepMetrics;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EndpointClients.class)
final class WatchdogFunctionTest {
    private static final RunKey RUN = new RunKey("readings", "0123456789abcdef", 2);

    private final List<String> lines = new ArrayList<>();
    private final Entry entry;
    private final WatchdogFunction function;

    WatchdogFunctionTest(AwsClients aws) {
        TestDeployment deployed = new TestDeployment(aws);
        StepMetrics metrics =
                new StepMetrics(deployed.deployment.name(), "watchdog", InstantSource.system(), lines::add);
        entry = new Entry(
                "watchdog",
                AwsPipeline.open(aws, Settings.of(deployed.environment(Map.of()), deployed.deployment, aws), metrics),
                metrics);
        function = new WatchdogFunction(entry);
    }

    @Test
    void a_tick_finds_stalled_runs() throws IOException {
        Instant longAgo = Instant.now().minusSeconds(7200);
        entry.pipeline()
                .runtime()
                .ports()
                .ledger()
                .change(
                        RUN,
                        new RunChange.Started(
                                new Fact.RunStarted(
                                        RUN,
                                        new SourceObject("b", "landing/a.csv", "v1", 1),
                                        longAgo,
                                        "digest",
                                        MemoryStage.PIPELINE.graph()),
                                longAgo),
                        longAgo);

        handle(Recorded.bytes("schedule.json"));

        assertThat(entry.pipeline().runtime().queries().find(RUN).orElseThrow().status())
                .isEqualTo(RunStatus.STALLED);
        assertThat(lines)
                .anyMatch(line -> line.contains("\"StalledRuns\":1"))
                .anyMatch(line -> line.contains("\"ObjectsWithoutRun\":0"));
    }

    @Test
    void a_task_of_an_unknown_run_and_an_unknown_event_are_ignored() throws IOException {
        handle(Recorded.bytes("ecs-out-of-memory.json"));
        handle("{\"detail-type\":\"Something Else\"}".getBytes(StandardCharsets.UTF_8));
        handle("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(lines).noneMatch(line -> line.contains("\"TasksLaunchedAgain\":1"));
    }

    private void handle(byte[] event) throws IOException {
        function.handleRequest(new ByteArrayInputStream(event), OutputStream.nullOutputStream(), Messages.CONTEXT);
    }
}
