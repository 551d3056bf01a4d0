package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimulateCommandTest {
    @Test
    void simulation_prints_one_object() {
        Cli.Result result = Cli.bare("simulate", "--seeds", "5", "--json");

        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = result.json();
        List<String> keys = new ArrayList<>();
        json.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly(
                        "seeds", "violations", "worldsPerSecond", "simulatedHours", "faults", "coverage", "rechecked");
        assertThat(json.get("seeds").intValue()).isEqualTo(5);
        assertThat(json.get("violations").intValue()).isZero();
        assertThat(json.get("faults").size()).isPositive();
    }

    @Test
    void seed_of_one_pipeline_and_no_faults_is_told_to_people() {
        Cli.Result result = Cli.bare("simulate", "--seed", "7", "--pipeline", "orders", "--faults", "none");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("1 world in").contains("faults: none").endsWith("every invariant held\n");
    }

    @Test
    void planted_bugs_that_a_single_world_does_not_show_are_told_as_survivors() {
        Cli.Result result = Cli.bare("simulate", "--mutants", "--seeds", "1", "--faults", "none", "--json");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        JsonNode mutants = result.json().get("mutants");
        assertThat(mutants.size()).isGreaterThanOrEqualTo(15);
        assertThat(mutants).allMatch(mutant -> mutant.has("name") && mutant.has("foundAtSeed"));
        assertThat(mutants).anyMatch(mutant -> mutant.get("foundAtSeed").isNull());
    }

    @Test
    void fault_that_is_none_is_refused_with_those_there_are() {
        Cli.Result result = Cli.bare("simulate", "--faults", "earthquake");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains("'earthquake' is no fault")
                .contains("crash")
                .contains("zombie");
    }

    @Test
    void duration_and_pipeline_that_are_none_are_refused() {
        assertThat(Cli.bare("simulate", "--for", "soon").code()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.bare("simulate", "--pipeline", "nobody").code()).isEqualTo(ExitCode.USAGE);
    }
}
