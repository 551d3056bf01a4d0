package io.quadrille.events.documents;

import static io.quadrille.events.pipeline.Choreography.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenSchemasTest {
    record Base(String name) {}

    record Compatible(String name, Optional<String> note) {}

    record Breaking(String title, Optional<String> note) {}

    private static final Pipeline BASE = made(Base.class);
    private static final Pipeline COMPATIBLE = made(Compatible.class);
    private static final Pipeline BREAKING = made(Breaking.class);

    private String update = "";

    @TempDir
    private Path folder;

    @BeforeEach
    void keepProperty() {
        update = System.getProperty(GoldenSchemas.UPDATE, "");
        System.clearProperty(GoldenSchemas.UPDATE);
    }

    @AfterEach
    void restoreProperty() {
        System.setProperty(GoldenSchemas.UPDATE, update);
    }

    @Test
    void missing_schema_is_named_with_the_command_that_writes_it() throws IOException {
        assertThatThrownBy(() -> GoldenSchemas.check(BASE, folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        """
                        Type rows.read.v1 has no committed schema.
                        Write %1$s/rows.read.v1.json with ./mvnw test -Dquadrille.golden.update=true and commit it.

                        Type rows.made.v1 has no committed schema.
                        Write %1$s/rows.made.v1.json with ./mvnw test -Dquadrille.golden.update=true and commit it."""
                                .formatted(folder));
        assertThat(files()).isEmpty();
    }

    @Test
    void new_schemas_are_written_on_request_and_then_agree() throws IOException {
        updating(BASE);
        assertThat(files()).containsExactly("rows.made.v1.json", "rows.read.v1.json");
        assertThatCode(() -> GoldenSchemas.check(BASE, folder)).doesNotThrowAnyException();
    }

    @Test
    void compatible_change_is_accepted_on_request_only() throws IOException {
        updating(BASE);
        assertThatThrownBy(() -> GoldenSchemas.check(COMPATIBLE, folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        """
                        Type rows.made.v1 differs from %s/rows.made.v1.json:
                          column 'note' was added, optional (compatible)
                        Accept it with ./mvnw test -Dquadrille.golden.update=true and commit the file."""
                                .formatted(folder));
        updating(COMPATIBLE);
        assertThatCode(() -> GoldenSchemas.check(COMPATIBLE, folder)).doesNotThrowAnyException();
    }

    @Test
    void breaking_change_is_refused_even_on_request() throws IOException {
        updating(BASE);
        String committed = Files.readString(folder.resolve("rows.made.v1.json"));
        String message =
                """
                Type rows.made.v1 differs from %s/rows.made.v1.json:
                  column 'name' was removed; readers of this version may need it (breaking)
                  column 'title' was added as required; events already written lack it (breaking)
                  column 'note' was added, optional (compatible)
                Keep rows.made.v1 as it is and give the changed record class a new version, rows.made.v2."""
                        .formatted(folder);
        assertThatThrownBy(() -> GoldenSchemas.check(BREAKING, folder)).hasMessage(message);
        assertThatThrownBy(() -> updating(BREAKING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThat(Files.readString(folder.resolve("rows.made.v1.json"))).isEqualTo(committed);
    }

    @Test
    void wording_that_differs_is_compatible() throws IOException {
        updating(BASE);
        Path file = folder.resolve("rows.made.v1.json");
        Files.writeString(file, Files.readString(file).replace("structured", "structural"));
        assertThatThrownBy(() -> GoldenSchemas.check(BASE, folder))
                .hasMessageContaining("its order or wording only (compatible)");
    }

    @Test
    void line_ends_of_a_windows_checkout_do_not_matter() throws IOException {
        updating(BASE);
        Path file = folder.resolve("rows.made.v1.json");
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
        assertThatCode(() -> GoldenSchemas.check(BASE, folder)).doesNotThrowAnyException();
    }

    @Test
    void file_with_a_merge_conflict_is_named() throws IOException {
        updating(BASE);
        Files.writeString(folder.resolve("rows.made.v1.json"), "<<<<<<< HEAD");
        assertThatThrownBy(() -> GoldenSchemas.check(BASE, folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(folder.resolve("rows.made.v1.json") + " is not JSON: ")
                .hasMessageEndingWith(" Restore it from version control.");
    }

    @Test
    void schemas_of_a_pipeline_are_a_file_per_type_and_fact() throws IOException {
        List<Path> written = SchemaFiles.write(BASE, folder.resolve("a/b"));
        assertThat(written)
                .extracting(path -> path.getFileName().toString())
                .startsWith("rows.read.v1.json", "rows.made.v1.json", "quadrille.run-started.v1.json")
                .contains("quadrille.records-loaded.v1.json")
                .hasSize(12)
                .doesNotHaveDuplicates();
        assertThatCode(() -> GoldenSchemas.check(BASE, folder.resolve("a/b"))).doesNotThrowAnyException();
        assertThatCode(() -> GoldenSchemas.checkFacts(folder.resolve("a/b"))).doesNotThrowAnyException();
        assertThat(SchemaFiles.write(BASE, folder.resolve("a/b"))).isEqualTo(written);
    }

    private void updating(Pipeline pipeline) {
        System.setProperty(GoldenSchemas.UPDATE, "true");
        try {
            GoldenSchemas.check(pipeline, folder);
        } finally {
            System.clearProperty(GoldenSchemas.UPDATE);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static Pipeline made(Class<?> recordClass) {
        return SchemaCompatibilityTest.emitting(records("rows.made.v1", recordClass));
    }
}
