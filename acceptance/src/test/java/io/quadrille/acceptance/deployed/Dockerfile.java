package io.quadrille.acceptance.deployed;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the image of the last stage of a Dockerfile starts.
 *
 * @param command ENTRYPOINT and CMD, in exec form
 * @param environment of ENV
 * @param copied of COPY --from: what stands where, in the working directory
 */
record Dockerfile(List<String> command, Map<String, String> environment, Map<String, String> copied) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)=\"?([^\"]*)\"?");

    static Dockerfile read(Path file) throws IOException {
        List<String> command = new ArrayList<>();
        Map<String, String> environment = new TreeMap<>();
        Map<String, String> copied = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "FROM" -> {
                    command.clear();
                    environment.clear();
                    copied.clear();
                }
                case "ENTRYPOINT", "CMD" -> command.addAll(List.of(JSON.readValue(words[1], String[].class)));
                case "ENV" -> {
                    Matcher variable = VARIABLE.matcher(words[1]);
                    if (!variable.matches()) {
                        throw new IllegalArgumentException(file + ": one variable is expected in: " + line);
                    }
                    environment.put(variable.group(1), variable.group(2));
                }
                case "COPY" -> {
                    String[] paths = words[1].split(" ");
                    copied.put(paths[paths.length - 1], paths[paths.length - 2]);
                }
                default -> {} // of no account to what is started
            }
        }
        return new Dockerfile(List.copyOf(command), environment, copied);
    }
}
