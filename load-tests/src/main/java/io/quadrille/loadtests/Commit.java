package io.quadrille.loadtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** The commit that is measured. */
final class Commit {
    private Commit() {}

    /** Its short hash, with a {@code +} where files were changed since; {@code unknown} outside of git. */
    static String of(Path root) throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty=+", "--exclude=*")
                    .directory(root.toFile())
                    .redirectError(Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
            return git.waitFor() == 0 && !answer.isEmpty() ? answer : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
