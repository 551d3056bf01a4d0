package io.quadrille.simulator.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.testdata.Expected;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.Mixture;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import io.quadrille.testdata.RecordFate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FileTruthTest {
    @ParameterizedTest
    @EnumSource(PipelineName.class)
    void tallies_of_the_steps_add_up_to_what_the_generator_expects(PipelineName pipeline) throws IOException {
        Recipe recipe = Recipe.of(pipeline, 500, 3).mixture(new Mixture(30, 20, 5, 2));
        List<RecordFate> fates = new ArrayList<>();
        Expected expected = Generator.writeTelling(recipe, new ByteArrayOutputStream(), fates::add)
                .expected();

        FileTruth truth = new FileTruth(Flow.of(pipeline), fates, 37);

        assertThat(truth.chunkCount()).isEqualTo(14);
        for (Expected.Sink sink : expected.sinks()) {
            Tally whole = truth.flow().pathTo(sink.step()).stream()
                    .map(stop -> truth.total(stop.step()))
                    .reduce(Tally.ZERO, Tally::plus);
            assertThat(new Expected.Sink(
                            sink.step(),
                            String.valueOf(truth.flow().stop(sink.step()).table()),
                            whole.expanded(),
                            whole.loaded(),
                            whole.rejected(),
                            whole.filtered()))
                    .isEqualTo(sink);
        }
    }
}
