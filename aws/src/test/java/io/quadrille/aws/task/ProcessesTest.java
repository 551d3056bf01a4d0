package io.quadrille.aws.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.MemoryStage;
import io.quadrille.aws.TestDeployment;
import io.quadrille.aws.ledger.DynamoDbRunRegistry;
import io.quadrille.aws.ledger.LedgerTable;
import io.quadrille.events.EventIds;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.deployment.Setting;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The processes as they are deployed, each in a JVM of its own. */
@ExtendWith(EndpointClients.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ProcessesTest {
    private final TestDeployment deployed;
    private final List<Process> started = new ArrayList<>();

    ProcessesTest(AwsClients aws) {
        deployed = new TestDeployment(aws);
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void a_worker_that_is_told_to_stop_drains_and_exits_with_0() throws Exception {
        Running worker = start(Worker.class, Map.of(Setting.STEP, "load", Setting.WORKER_CONCURRENCY, "3"));
        worker.awaitLine("polling queue '" + deployed.deployment.queue("load") + "' on 3 threads");
        worker.process.toHandle().destroy(); // SIGTERM; the process itself would close its output too

        assertThat(worker.rest()).anyMatch(line -> line.contains("drained"));
        assertThat(worker.process.waitFor()).isZero();
    }

    @Test
    void an_extract_exits_with_0_when_its_run_is_told() throws Exception {
        Running task = extract(register(MemoryStage.file(5)));

        assertThat(task.rest()).anyMatch(line -> line.contains("EXTRACTED") && line.contains("5 records"));
        assertThat(task.process.waitFor()).isZero();
    }

    @Test
    void a_refused_source_is_told_on_the_bus_and_exits_with_0() throws Exception {
        Running task = extract(register("not,the,columns\n1,2,3\n"));

        assertThat(task.rest()).anyMatch(line -> line.contains(" FAILED "));
        assertThat(task.process.waitFor()).isZero();
    }

    @Test
    void an_extract_that_is_told_to_stop_ends_between_chunks_and_exits_with_143() throws Exception {
        Running task = extract(register(MemoryStage.file(100_000)));
        task.awaitLine("extracting");
        task.process.toHandle().destroy(); // SIGTERM; the process itself would close its output too

        assertThat(task.rest()).anyMatch(line -> line.contains("STOPPED"));
        assertThat(task.process.waitFor()).isEqualTo(ExitCode.STOPPED);
    }

    @Test
    void what_cannot_be_done_is_said_in_a_line_and_exits_with_1() throws Exception {
        Running task = extract("0123456789abcdef/1");

        assertThat(task.rest())
                .filteredOn(line -> line.contains("ERROR"))
                .singleElement()
                .asString()
                .contains("is not registered in this deployment");
        assertThat(task.process.waitFor()).isEqualTo(ExitCode.UNABLE);

        Running worker = start(Worker.class, Map.of(Setting.STEP, "lod"));
        assertThat(worker.rest()).anyMatch(line -> line.contains("ERROR") && line.contains("lod"));
        assertThat(worker.process.waitFor()).isEqualTo(ExitCode.UNABLE);
    }

    private String register(String content) {
        String etag = deployed.drop("landing/a.csv", content);
        SourceObject source = new SourceObject(deployed.bucket, "landing/a.csv", etag, content.length());
        String run = EventIds.run(source, MemoryStage.PIPELINE.digest());
        new DynamoDbRunRegistry(deployed.aws.dynamoDb(), new LedgerTable(deployed.deployment.ledger()))
                .register(new Registration(new RunKey("readings", run, 1), source, Instant.EPOCH, null, null));
        return run + "/1";
    }

    private Running extract(String run) throws IOException {
        return start(ExtractTask.class, Map.of(Setting.RUN, run));
    }

    private Running start(Class<?> main, Map<Setting, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectErrorStream(true);
        builder.environment().putAll(deployed.environment(settings));
        Process process = builder.start();
        started.add(process);
        return new Running(process, new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)));
    }

    private record Running(Process process, BufferedReader output) {
        void awaitLine(String part) throws IOException {
            List<String> said = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (line.contains(part)) {
                    return;
                }
            }
            throw new AssertionError("it never said '" + part + "' but " + said);
        }

        List<String> rest() {
            return output.lines().toList();
        }
    }
}
