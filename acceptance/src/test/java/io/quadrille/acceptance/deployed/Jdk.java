package io.quadrille.acceptance.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Java runtime of this machine.
 *
 * @param version the feature release, such as 17
 */
record Jdk(int version, Path java) {
    /** The one that runs the tests. */
    static Jdk current() {
        return of(Path.of(System.getProperty("java.home"))).orElseThrow();
    }

    /** One of this release: the current one, where {@code JAVA_HOME_25_X64} and the like say, or beside the current one. */
    static Optional<Jdk> find(int version) {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME_" + version)) {
                homes.add(Path.of(value));
            }
        });
        try (Stream<Path> beside = Files.list(homes.get(0).resolveSibling(""))) {
            beside.sorted().forEach(homes::add);
        } catch (IOException e) {
            return Optional.empty();
        }
        return homes.stream()
                .flatMap(home -> of(home).stream())
                .filter(jdk -> jdk.version == version)
                .findFirst();
    }

    /** The runtime of a home, as its file {@code release} tells. */
    private static Optional<Jdk> of(Path home) {
        Path java = home.resolve("bin/java");
        try {
            return Files.isExecutable(java) && Files.isRegularFile(home.resolve("release"))
                    ? Files.readAllLines(home.resolve("release")).stream()
                            .filter(line -> line.startsWith("JAVA_VERSION="))
                            .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
                            .map(version -> new Jdk(Integer.parseInt(version), java))
                            .findFirst()
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
