package io.quadrille.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.testdata.GeneratedFile;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OracleTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(PipelineName.class)
    void generated_file_ends_as_its_generator_says(PipelineName pipeline) throws Exception {
        GeneratedFile file = Generator.generate(
                Recipe.of(pipeline, 3_000, 42).dirt(5).duplicates(3), folder.resolve("generated.csv"));
        Cli cli = new Cli(folder);
        JsonNode report = cli.run(file.path(), "--pipeline=" + pipeline.name().toLowerCase(Locale.ROOT));
        ExpectedRun.requireEqual(cli, report, file.expected());
    }
}
