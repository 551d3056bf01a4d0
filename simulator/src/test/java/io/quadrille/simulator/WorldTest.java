package io.quadrille.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Worlds under a seed. A failure names the seed; `quadrille simulate --seed S` replays it. */
final class WorldTest {
    private static final Limits NO_FAULTS = new Limits(Limits.NONE.pipelines(), Set.of(), Integer.MAX_VALUE);

    @Test
    void every_invariant_holds_in_a_calm_world() {
        SimulationReport report = simulate(NO_FAULTS, 12);

        assertThat(report.violations()).isEmpty();
        assertThat(report.faults()).isEmpty();
    }

    @Test
    void every_invariant_holds_under_every_adversity() {
        SimulationReport report = simulate(Limits.NONE, 60);

        assertThat(report.violations()).isEmpty();
        assertThat(report.seeds()).isEqualTo(60);
        assertThat(report.coverage().struck())
                .isPositive()
                .isLessThanOrEqualTo(report.coverage().reachable());
    }

    /** Those that are no event of their own are part of the plan: order, and how many versions are dropped. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"REORDER", "NEW_VERSION"},
            mode = EnumSource.Mode.EXCLUDE)
    void each_fault_strikes_alone(Fault fault) {
        EnumSet<Fault> faults = EnumSet.of(fault, Fault.NEW_VERSION);
        long seeds = fault == Fault.GONE_CLAIM ? 200 : 25; // few worlds have claim checks
        SimulationReport report = simulate(new Limits(Limits.NONE.pipelines(), faults, 60), seeds);

        assertThat(report.violations()).isEmpty();
        assertThat(report.faults().keySet()).containsExactly(fault);
    }

    @Test
    void a_seed_is_the_same_world_again() {
        try (Execution execution = new Execution(Tampering.NONE)) {
            for (long seed = 1; seed <= 10; seed++) {
                long trace = execution.run(seed, Limits.NONE).trace();

                assertThat(execution.run(seed, Limits.NONE).trace())
                        .as("seed %d", seed)
                        .isEqualTo(trace);
            }
        }
    }

    /** Sets and maps of the JDK are gone through in another order in each JVM: nothing may depend on it. */
    @Test
    void a_seed_is_the_same_world_in_another_process() throws IOException, InterruptedException {
        StringBuilder here = new StringBuilder();
        try (Execution execution = new Execution(Tampering.NONE)) {
            for (long seed = 1; seed <= TracesOfSeeds.SEEDS; seed++) {
                here.append(execution.run(seed, Limits.NONE).trace()).append('\n');
            }
        }
        Process there = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path").replace(';', File.pathSeparatorChar),
                        TracesOfSeeds.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(new String(there.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(here.toString());
        assertThat(there.waitFor()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void planted_bug_is_found(Mutant mutant) {
        assertThat(new MutantHunt(limitsFor(mutant)).find(mutant, 1, 1_000)).isPresent();
    }

    /** Where other faults would excuse what the bug does, or hide it for long, only those that show it. */
    private static Limits limitsFor(Mutant mutant) {
        return switch (mutant) {
            case CLAIM_CHECK_AFTER_EVENT -> NO_FAULTS;
            case DEAD_LETTER_UNTOLD ->
                new Limits(
                        Limits.NONE.pipelines(),
                        EnumSet.of(Fault.EXHAUST, Fault.BEFORE, Fault.THROTTLE),
                        Integer.MAX_VALUE);
            case REJECTS_MARKED_UNSTORED ->
                new Limits(Limits.NONE.pipelines(), EnumSet.of(Fault.BEFORE), Integer.MAX_VALUE);
            default -> Limits.NONE;
        };
    }

    @Test
    void failing_world_is_shrunk_to_a_short_story() {
        try (Execution execution = new Execution(Mutant.FAILED_ENTRIES_IGNORED)) {
            long seed = new MutantHunt(Limits.NONE)
                    .find(Mutant.FAILED_ENTRIES_IGNORED, 1, 100)
                    .orElseThrow();
            WorldReport failed = execution.run(seed, Limits.NONE);
            Violation violation = Objects.requireNonNull(failed.violation());

            SmallestStory story = Shrinking.of(execution, failed, Limits.NONE, violation);

            assertThat(story.violation().invariant()).isEqualTo(violation.invariant());
            assertThat(story.strikes()).isEqualTo(1);
            assertThat(story.records()).isLessThanOrEqualTo(failed.plan().records());
            List<String> faults = new ArrayList<>(story.timeline());
            faults.removeIf(line -> !line.contains("FAULT"));
            assertThat(faults).singleElement().asString().contains("partial-put");
            assertThat(story.timeline().get(story.timeline().size() - 1)).contains("VIOLATED");
        }
    }

    private static SimulationReport simulate(Limits limits, long seeds) {
        return new Simulation(limits, () -> 0).run(1, seed -> seed <= seeds, progress -> {});
    }
}
