package io.quadrille.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The code that is deployed.
 *
 * @param lambdaZip jars under {@code lib/}: what Lambda functions and tasks run
 * @param dockerfile makes the tasks' image of them
 */
public record Assets(Path lambdaZip, Path dockerfile) {
    private static final String ZIP = "examples/target/lambda.zip";

    public Assets {
        if (!Files.isRegularFile(lambdaZip)) {
            throw new IllegalArgumentException(
                    "There is no " + lambdaZip + ", which the functions run. Build it with: ./mvnw -Dquick package");
        }
        if (!Files.isRegularFile(dockerfile)) {
            throw new IllegalArgumentException("There is no " + dockerfile + ", which the tasks' image is made with.");
        }
    }

    /** Those of a repository, as its build leaves them. @param root the repository's folder */
    public static Assets of(Path root) {
        return new Assets(root.resolve(ZIP), root.resolve("infra/Dockerfile"));
    }

    public Assets withLambdaZip(Path other) {
        return new Assets(other, dockerfile);
    }

    /**
     * The image's build context: a folder with nothing but Dockerfile and zip, so that the image's name, which is a hash
     * of it, changes with these two alone.
     */
    Path imageContext() {
        try {
            Path folder = Files.createTempDirectory("quadrille-image");
            folder.toFile().deleteOnExit(); // the last registered goes first
            for (Path file : List.of(
                    Files.copy(dockerfile, folder.resolve("Dockerfile")),
                    Files.copy(lambdaZip, folder.resolve("lambda.zip")))) {
                file.toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Putting the image's build context together failed", e);
        }
    }
}
