package io.quadrille.aws.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.aws.MemoryStage;
import io.quadrille.aws.Recorded;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.arrival.BrokenTasks.Verdict;
import io.quadrille.aws.ecs.StoppedTask;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class BrokenTasksTest {
    private static final RunKey RUN = new RunKey("readings", "0123456789abcdef", 2);

    private final MemoryStage stage = new MemoryStage(
            source -> new ByteArrayInputStream(MemoryStage.file(3).getBytes(StandardCharsets.UTF_8)));
    private final List<Integer> launches = new ArrayList<>();
    private final BrokenTasks tasks = new BrokenTasks(stage.runtime(), (run, launch) -> launches.add(launch));
    private final Registration registration = stage.registry.register(
            new Registration(RUN, new SourceObject("b", "landing/a.csv", "v1", 31), Instant.EPOCH, null, null));

    @Test
    void a_task_that_broke_off_is_launched_again_once_however_often_it_is_told() throws IOException {
        StoppedTask task =
                StoppedTask.read(Recorded.json("ecs-out-of-memory.json")).orElseThrow();

        assertThat(tasks.judge(task)).isEqualTo(Verdict.LAUNCHED_AGAIN);
        assertThat(tasks.judge(task)).isEqualTo(Verdict.LAUNCHED_AGAIN);
        assertThat(launches).containsExactly(2, 2); // the launcher starts one task for one launch
    }

    @Test
    void the_third_launch_is_the_last_and_its_run_fails_with_the_reason() throws IOException {
        StoppedTask task =
                StoppedTask.read(Recorded.json("ecs-failed-to-start.json")).orElseThrow();

        assertThat(tasks.judge(task)).isEqualTo(Verdict.GIVEN_UP);
        assertThat(launches).isEmpty();
        assertThat(stage.lastFact())
                .isEqualTo(new Fact.RunFailed(
                        RUN,
                        "the extract task broke off at launch 3 (it never started, TaskFailedToStart:"
                                + " CannotPullContainerError: ref pull has been retried 5 time(s))"));
    }

    @Test
    void a_task_that_somebody_stopped_is_not_launched_again() throws IOException {
        StoppedTask task = StoppedTask.read(Recorded.json("ecs-by-hand.json")).orElseThrow();

        assertThat(tasks.judge(task)).isEqualTo(Verdict.GIVEN_UP);
        assertThat(((Fact.RunFailed) stage.lastFact()).reason()).contains("the file is a mistake");
    }

    @Test
    void a_task_whose_work_is_done_is_left_alone() {
        assertThat(tasks.judge(stopped(0))).isEqualTo(Verdict.ENDED);

        new InPlaceExtraction(stage.runtime()).run(registration, StopSignal.whenAsked());
        stage.deliverAll();
        stage.takeKinds();
        assertThat(tasks.judge(stopped(137))).isEqualTo(Verdict.ENDED);
        assertThat(launches).isEmpty();
        assertThat(stage.takeKinds()).doesNotContain(FactKind.RUN_FAILED);
    }

    @Test
    void a_run_that_is_not_registered_here_is_another_deployments() {
        StoppedTask task = new StoppedTask("fedcba9876543210", 1, 1, OptionalInt.of(1), "", "");

        assertThat(tasks.judge(task)).isEqualTo(Verdict.UNKNOWN);
        assertThat(launches).isEmpty();
    }

    private static StoppedTask stopped(int exitCode) {
        return new StoppedTask(RUN.run(), RUN.attempt(), 1, OptionalInt.of(exitCode), "EssentialContainerExited", "");
    }
}
