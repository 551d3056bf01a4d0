package io.quadrille.cli;

import io.quadrille.events.SourceObject;
import io.quadrille.local.stage.FileSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file named on the command line that can be read more than once. */
record SourceFile(Path path) {

    /** @throws Refusal if it is missing, unreadable, a directory, or passes only once */
    static SourceFile require(String name) {
        String shown = TextTable.visible(name);
        try {
            Path path = Path.of(name);
            if (name.isEmpty() || Files.notExists(path)) {
                throw Refusal.usage("There is no file '" + shown + "'.");
            } else if (Files.isDirectory(path)) {
                throw Refusal.usage("'" + shown + "' is a directory; name a file in it.");
            } else if (!Files.isReadable(path)) {
                throw Refusal.usage("'" + shown + "' may not be read; allow it, or name another file.");
            } else if (!Files.isRegularFile(path)) {
                throw Refusal.usage("'" + shown + "' is not a regular file; a run may have to read it again, so save it"
                        + " as a file first.");
            }
            return new SourceFile(path);
        } catch (InvalidPathException e) {
            throw Refusal.usage("'" + shown + "' cannot be the name of a file.");
        }
    }

    /** Its version; reads it once, whole. @throws Refusal if it cannot be read */
    SourceObject describe() {
        try {
            return FileSources.describe(path);
        } catch (IOException e) {
            throw Refusal.usage("'" + TextTable.visible(path.toString()) + "' cannot be read: " + Failures.sentence(e));
        }
    }

    boolean isSame(Path other) throws IOException {
        return Files.exists(other) && Files.isSameFile(path, other);
    }
}
