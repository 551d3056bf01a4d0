package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.cli.Cli.Result;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.Facts;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events of earlier versions, as the folder {@code journals} keeps them, in today's code. */
final class GoldenJournalTest {
    @TempDir
    Path folder;

    static Stream<Path> journals() throws IOException, URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(GoldenJournalTest.class.getResource("/journals"))
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> journals = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
            assertThat(journals).hasSizeGreaterThanOrEqualTo(8);
            return journals.stream();
        }
    }

    /** But for the hashes of records that are written in another form today. */
    @ParameterizedTest
    @MethodSource("journals")
    void replay_makes_no_difference(Path journal) throws IOException {
        Cli cli = new Cli(folder);
        Files.createDirectories(cli.home.resolve("keys"));
        Files.copy(journal.resolveSibling("local.key"), cli.home.resolve("keys/local.key"));

        Result result = cli.call("replay", journal.toString(), "--json");

        JsonNode comparison = result.json();
        assertThat(result.code())
                .as(result.out() + result.err())
                .isEqualTo(comparison.get("same").booleanValue() ? 0 : 1);
        for (JsonNode difference : comparison.at("/runs/0/differences")) {
            assertThat(journal.getParent().getFileName())
                    .as(difference.toString())
                    .hasToString("v1");
            assertThat(withoutHashes(difference.get("now"))).isEqualTo(withoutHashes(difference.get("captured")));
        }
        assertThat(comparison.get("runs")).hasSize(1);
        assertThat(comparison.at("/runs/0/tables")).isNotEmpty();
    }

    private static String withoutHashes(JsonNode outcome) {
        return outcome.textValue().replaceAll("(data|made of) [0-9a-f]{12}", "$1");
    }

    /** What the observer reads of them, and what a redrive or republish puts on the bus again. */
    @ParameterizedTest
    @MethodSource("journals")
    void each_event_is_read_and_written_as_it_was(Path journal) throws IOException {
        for (String line : Files.readAllLines(journal)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            Envelope event = EnvelopeJson.read(bytes);

            assertThat(Facts.fact(event).run()).isEqualTo(event.run());
            assertThat(EnvelopeJson.write(event)).isEqualTo(bytes);
        }
    }
}
