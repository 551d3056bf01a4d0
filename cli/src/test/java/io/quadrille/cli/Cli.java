package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line over a home of its own, within this process. */
final class Cli {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    final Path folder;
    final Path home;

    Cli(Path folder) {
        this.folder = folder;
        this.home = folder.resolve("home");
    }

    /** What a command left behind. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(int code, byte[] bytes, String err) {
        String out() {
            return new String(bytes, UTF_8);
        }

        /** Stdout as JSON, which must be one line. */
        JsonNode json() {
            if (out().indexOf('\n') != out().length() - 1) {
                throw new AssertionError("not one line: " + out() + err);
            }
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(out() + err, e);
            }
        }
    }

    /** Calls a command with {@code --home}. */
    Result call(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(1, "--home=" + home);
        return bare(all.toArray(new String[0]));
    }

    /** Calls the command with exactly these arguments. */
    static Result bare(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(new Terminal(out, err, false, false, Map.of()), arguments);
        return new Result(code, out.toByteArray(), err.toString(UTF_8));
    }

    Path file(String name, String content) {
        return file(name, content.getBytes(UTF_8));
    }

    Path file(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a generic file and gives the report. */
    JsonNode run(Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", file.toString(), "--json"));
        arguments.addAll(List.of(options));
        return call(arguments.toArray(new String[0])).json();
    }

    /** The report without what differs from one execution to the next, which must be there. */
    static JsonNode lasting(JsonNode report) {
        ObjectNode copy = report.deepCopy();
        for (String name :
                List.of("run", "seconds", "startedAt", "endedAt", "reasons", "bottleneck", "timings", "verdict")) {
            if (copy.remove(name) == null) {
                throw new AssertionError("no " + name + " in " + report);
            }
        }
        return copy;
    }

    /** JSON with single quotes for double ones. */
    static JsonNode parse(String json) {
        return parseExactly(json.replace("\\'", "\\\"").replace('\'', '"'));
    }

    static JsonNode parseExactly(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
