package io.quadrille.acceptance.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.contracts.endpoint.NeedsEcs;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the tasks' image starts, without an engine that could build it. */
@NeedsEcs
@ExtendWith(OnTour.class)
final class TaskImageTest {
    private final Tour tour;
    private final Dockerfile image = ExtractTour.image();

    TaskImageTest(Tour tour) throws IOException {
        this.tour = tour;
    }

    @Test
    void template_starts_what_the_image_starts_but_for_the_class_of_a_worker() {
        Template.Container extract = tour.ground().template().container("customers-dev-extract-task");
        Template.Container worker = tour.ground().templateWithWorker().container("customers-dev-worker-load");
        List<String> command = new ArrayList<>(image.command());
        assertThat(extract.command()).isEqualTo(command);
        command.set(command.size() - 1, EntryPoint.WORKER.mainClass());
        assertThat(worker.command()).isEqualTo(command);
        assertThat(image.copied()).as("what its class path names").isEqualTo(Map.of("lib", "/jars/lib"));
    }

    @Test
    void task_is_started_by_the_name_that_its_container_has() {
        assertThat(tour.launch().name())
                .isEqualTo(tour.ground()
                        .template()
                        .container("customers-dev-extract-task")
                        .name());
        assertThat(tour.launch().environment()).singleElement().satisfies(variable -> assertThat(variable.name())
                .isEqualTo(Setting.RUN.variable()));
    }

    @Test
    void extract_that_is_stopped_ends_in_order_and_is_taken_up_with_the_same_events() {
        ExtractTour extract = tour.extract();
        assertThat(extract.exits()).containsExactly(143, 0);
        assertThat(extract.log())
                .anyMatch(line -> line.contains("told to stop: ending what is in hand"))
                .anyMatch(line -> line.contains(": STOPPED at"))
                .anyMatch(line -> line.contains(": EXTRACTED at") && line.contains(Tour.LARGE_RECORDS + " records"));
        Map<String, String> stopped = extract.published().get(0);
        Map<String, String> ended = extract.published().get(1);
        assertThat(stopped).isNotEmpty().hasSizeLessThan(Tour.LARGE_CHUNKS);
        assertThat(ended).hasSize(Tour.LARGE_CHUNKS).containsAllEntriesOf(stopped);
        assertThat(ended.values()).doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void worker_drains_and_exits_with_0() {
        assertThat(tour.workerExit()).isZero();
        assertThat(tour.logs().get("worker load"))
                .anyMatch(line -> line.contains("polling queue 'customers-dev-load' on 5 threads"))
                .anyMatch(line -> line.contains("\"RecordsIn\":" + Tour.CHUNK))
                .anyMatch(line -> line.contains("drained"));
    }
}
