package io.quadrille.loadtests.lane;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java installation to measure with.
 *
 * @param version such as {@code 17.0.15}
 */
public record Jdk(Path home, String version) {
    private static final Path USUAL_PLACE = Path.of("/usr/lib/jvm");

    /** The one that this command runs on. */
    public static Jdk own() {
        return new Jdk(Path.of(System.getProperty("java.home")), System.getProperty("java.version"));
    }

    /**
     * One of this feature release: that of {@code JAVAnn_HOME}, the one this command runs on, or one installed in the
     * usual place.
     */
    public static Optional<Jdk> find(int feature) throws IOException {
        List<Path> homes = new ArrayList<>();
        String named = System.getenv("JAVA" + feature + "_HOME");
        if (named != null && !named.isEmpty()) {
            homes.add(Path.of(named));
        }
        homes.add(own().home());
        if (Files.isDirectory(USUAL_PLACE)) {
            try (Stream<Path> installed = Files.list(USUAL_PLACE)) {
                installed.sorted().forEach(homes::add);
            }
        }
        for (Path home : homes) {
            Optional<Jdk> found = at(home).filter(jdk -> jdk.feature() == feature);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Jdk> at(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
            return Optional.empty();
        }
        Properties facts = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            facts.load(reader);
        }
        String version = facts.getProperty("JAVA_VERSION", "").replace("\"", "");
        return version.isEmpty() ? Optional.empty() : Optional.of(new Jdk(home, version));
    }

    public int feature() {
        return Integer.parseInt(version.split("[^0-9]", 2)[0]);
    }

    public String java() {
        return home.resolve("bin/java").toString();
    }
}
