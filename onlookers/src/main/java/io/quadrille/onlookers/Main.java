package io.quadrille.onlookers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatling.app.Gatling$;
import io.gatling.charts.stats.LogFileData;
import io.gatling.charts.stats.LogFileReader;
import io.gatling.core.config.GatlingConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs {@link RunOnlookers} and tells how they were answered. */
public final class Main {
    private Main() {}

    /**
     * Argument: a folder for Gatling's log, which is empty.
     *
     * <p>The last line on standard output is {@code answers} and a JSON array of {@link Answers}, a failed one among them or
     * not.
     */
    public static void main(String... arguments) throws IOException {
        int code = Gatling$.MODULE$.fromArgs(new String[] {
            "--simulation", RunOnlookers.class.getName(), "--results-folder", arguments[0], "--no-reports"
        });
        if (code != 0) {
            throw new IllegalStateException("Gatling ended with " + code + "; it says above why");
        }
        System.out.println("answers " + json(Answers.of(log(Path.of(arguments[0])))));
        System.exit(0); // not at the pace of what Gatling leaves running
    }

    private static LogFileData log(Path results) throws IOException {
        try (Stream<Path> runs = Files.list(results)) {
            String run = runs.findFirst().orElseThrow().getFileName().toString();
            return LogFileReader.apply(run, results, GatlingConfiguration.load())
                    .read();
        }
    }

    private static String json(List<Answers> answers) {
        try {
            return new ObjectMapper().writeValueAsString(answers);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of texts and numbers are always written", impossible);
        }
    }
}
