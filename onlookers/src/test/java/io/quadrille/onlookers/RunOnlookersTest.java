package io.quadrille.onlookers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The simulation against an observer that answers as it is told to; each in a JVM of its own, as load-tests has it. */
@Timeout(120)
final class RunOnlookersTest {
    @TempDir
    Path folder;

    private String left = "";

    @Test
    void each_who_looks_on_opens_everything_and_is_told_of_changes() throws Exception {
        Map<String, Answers> answers = lookOn(new StandInObserver(200));
        assertThat(answers.keySet())
                .containsExactlyInAnyOrder("all", "list", "run", "series", "rejects", "listen", "first event");
        assertThat(answers.values())
                .allSatisfy(each -> assertThat(each.failed()).isZero());
        assertThat(answers.get("listen").asked()).isEqualTo(2);
        assertThat(answers.get("series").asked()).isGreaterThanOrEqualTo(3);
        assertThat(left).isEqualTo("left told=2 trouble=2");
    }

    @Test
    void request_that_is_answered_with_an_error_has_failed() throws Exception {
        Map<String, Answers> answers = lookOn(new StandInObserver(500));
        Answers series = answers.get("series");
        assertThat(series.failed()).isEqualTo(series.asked()).isPositive();
        assertThat(answers.get("all").failed()).isEqualTo(series.failed());
    }

    /** Three who ask and two who listen begin, and leave when each listener has been told all that there is. */
    private Map<String, Answers> lookOn(StandInObserver observer) throws IOException, InterruptedException {
        Process onlookers = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Djava.util.prefs.userRoot=" + folder.resolve("preferences"),
                        "-Donlookers.url=" + observer.url(),
                        "-Donlookers.askers=3",
                        "-Donlookers.listeners=2",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        Files.createDirectory(folder.resolve("log")).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (observer;
                BufferedReader out = onlookers.inputReader(UTF_8)) {
            lineOf(out, "ready");
            onlookers.getOutputStream().write("begin\n".getBytes(UTF_8));
            onlookers.getOutputStream().flush();
            observer.awaitListeners(2);
            onlookers.getOutputStream().close();
            left = lineOf(out, "left");
            List<Answers> answers = new ObjectMapper()
                    .readValue(lineOf(out, "answers").substring("answers ".length()), new TypeReference<>() {});
            assertThat(onlookers.waitFor()).isZero();
            return answers.stream().collect(Collectors.toMap(Answers::request, Function.identity()));
        } finally {
            onlookers.destroyForcibly();
        }
    }

    private static String lineOf(BufferedReader out, String word) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return line;
            }
        }
        throw new AssertionError("there was no line '" + word + "'");
    }
}
