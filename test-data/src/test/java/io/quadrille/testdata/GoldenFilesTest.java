package io.quadrille.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The committed files against those generated today: a change of the generator that moves a byte is noticed.
 *
 * <p>Where the change is meant, {@code -Dgolden.write=true} writes them anew.
 */
final class GoldenFilesTest {

    private static final Mixture ROUGH = new Mixture(30, 8, 20, 6);
    /** Rejects that a newcomer can see in an editor, from the first step. */
    private static final Set<DirtKind> PLAIN_TO_SEE = EnumSet.of(
            DirtKind.TOO_FEW_COLUMNS,
            DirtKind.TOO_MANY_COLUMNS,
            DirtKind.NOT_A_NUMBER,
            DirtKind.OUT_OF_RANGE,
            DirtKind.MISSING_KEY,
            DirtKind.UNTERMINATED_QUOTE);

    @SuppressWarnings("ImmutableEnumChecker") // a recipe is a value
    enum Golden {
        CUSTOMERS(
                "golden/customers-50", Recipe.of(PipelineName.CUSTOMERS, 50, 50).mixture(ROUGH)),
        ORDERS("golden/orders-40", Recipe.of(PipelineName.ORDERS, 40, 40).mixture(ROUGH)),
        RUNWAYS("golden/runways-30", Recipe.of(PipelineName.RUNWAYS, 30, 30).mixture(ROUGH)),
        EXAMPLE(
                "../examples/data/customers",
                Recipe.of(PipelineName.CUSTOMERS, 200, 4)
                        .mixture(new Mixture(3, 1, 0, 0))
                        .kinds(PLAIN_TO_SEE));

        private final String stem;
        private final Recipe recipe;

        Golden(String stem, Recipe recipe) {
            this.stem = stem;
            this.recipe = recipe;
        }
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void golden_file_is_generated_again_byte_for_byte(Golden golden) throws IOException {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        Expected expected = Generator.write(golden.recipe, source).expected();
        ExpectedJson.write(expected, json);
        Path sourceFile = Path.of(golden.stem + ".csv");
        Path jsonFile = Path.of(golden.stem + ".expected.json");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(sourceFile.toAbsolutePath().getParent());
            Files.write(sourceFile, source.toByteArray());
            Files.write(jsonFile, json.toByteArray());
        }

        assertThat(sourceFile).hasBinaryContent(source.toByteArray());
        assertThat(jsonFile).hasBinaryContent(json.toByteArray());
        assertThat(ExpectedJson.read(jsonFile)).isEqualTo(expected);
    }
}
