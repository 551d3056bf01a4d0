package io.quadrille.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.aws.Recorded;
import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class StoppedTaskTest {
    @Test
    void a_task_killed_for_its_memory_is_told_in_words() throws IOException {
        StoppedTask task =
                StoppedTask.read(Recorded.json("ecs-out-of-memory.json")).orElseThrow();

        assertThat(task)
                .isEqualTo(new StoppedTask(
                        "0123456789abcdef",
                        2,
                        1,
                        OptionalInt.of(137),
                        "EssentialContainerExited",
                        "Essential container in task exited; OutOfMemoryError: Container killed due to memory usage"));
        assertThat(task.ending())
                .isEqualTo(
                        "exit code 137 (killed: out of memory, or not stopped in time), EssentialContainerExited:"
                                + " Essential container in task exited; OutOfMemoryError: Container killed due to memory usage");
    }

    @Test
    void a_task_that_never_started_has_no_exit_code() throws IOException {
        StoppedTask task =
                StoppedTask.read(Recorded.json("ecs-failed-to-start.json")).orElseThrow();

        assertThat(task.exitCode()).isEmpty();
        assertThat(task.launch()).isEqualTo(3);
        assertThat(task.ending()).startsWith("it never started, TaskFailedToStart: CannotPullContainerError");
    }

    @Test
    void a_task_started_by_hand_is_known_by_its_environment() throws IOException {
        StoppedTask task = StoppedTask.read(Recorded.json("ecs-by-hand.json")).orElseThrow();

        assertThat(task.run()).isEqualTo("0123456789abcdef");
        assertThat(task.launch()).isEqualTo(1);
        assertThat(task.byHand()).isTrue();
    }

    @Test
    void tasks_that_run_or_extract_nothing_are_none() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode running =
                json.readTree("{\"detail-type\":\"ECS Task State Change\",\"detail\":{\"lastStatus\":\"RUNNING\","
                        + "\"startedBy\":\"quadrille/0123456789abcdef/1/1\"}}");
        JsonNode foreign = json.readTree(
                "{\"detail-type\":\"ECS Task State Change\",\"detail\":{\"lastStatus\":\"STOPPED\",\"startedBy\":\"ecs-svc/1\"}}");

        assertThat(StoppedTask.read(running)).isEmpty();
        assertThat(StoppedTask.read(foreign)).isEmpty();
        assertThat(StoppedTask.read(Recorded.json("schedule.json"))).isEmpty();
    }
}
