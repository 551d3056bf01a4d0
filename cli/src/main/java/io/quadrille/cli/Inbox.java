package io.quadrille.cli;

import io.quadrille.events.deployment.Landing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder into which files are dropped: each version of a file is given out once, when it has stopped changing. What is
 * no file to run is told once, with the reason, and stays where it is. Used by one thread.
 */
final class Inbox {
    /** Looks, one after the other, at which a file has to be the same. */
    static final int QUIET_LOOKS = 3;

    private static final Landing FILES = new Landing("", Landing.DEFAULT.suffixes());

    private final Path folder;
    private final Consumer<String> ignored;
    private Map<Path, Seen> seen = new HashMap<>();

    /** @param ignored told of what is no file to run: its name, and why */
    Inbox(Path folder, Consumer<String> ignored) {
        this.folder = folder;
        this.ignored = ignored;
    }

    /**
     * What was found under a name.
     *
     * @param looks at how many looks it was the same
     * @param refused why it is not run; null if it is a file to run
     */
    private record Seen(long bytes, FileTime modified, int looks, @Nullable String refused) {
        boolean isSame(Seen later) {
            return bytes == later.bytes && modified.equals(later.modified);
        }
    }

    /** The files that have just become ready, by name. @throws IOException if the folder cannot be read */
    List<Path> look() throws IOException {
        Map<Path, Seen> found = new HashMap<>();
        List<Path> ready = new ArrayList<>();
        for (Path file : list()) {
            Seen now = found(file, seen.get(file));
            if (now != null) {
                found.put(file, now);
                if (now.refused() == null && now.looks() == QUIET_LOOKS) {
                    ready.add(file);
                }
            }
        }
        seen = found;
        return ready;
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Null if it has gone meanwhile. */
    private @Nullable Seen found(Path file, @Nullable Seen before) throws IOException {
        BasicFileAttributes is;
        try {
            is = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(file) ? refused(file, "the file that it links to is not there", before) : null;
        }
        String refusal = refusal(file, is);
        if (refusal != null) {
            return refused(file, refusal, before);
        }
        Seen now = new Seen(is.size(), is.lastModifiedTime(), 1, null);
        return before != null && before.refused() == null && before.isSame(now)
                ? new Seen(now.bytes(), now.modified(), before.looks() + 1, null)
                : now;
    }

    private static @Nullable String refusal(Path file, BasicFileAttributes is) {
        String name = String.valueOf(file.getFileName());
        if (is.isDirectory()) {
            return "it is a folder; drop the files in it";
        } else if (!is.isRegularFile()) {
            return "it is no regular file";
        } else if (name.startsWith(".")) {
            return "its name begins with a dot, like that of a file under way";
        } else if (!FILES.accepts(name)) {
            return "its name does not end with " + String.join(" or ", FILES.suffixes())
                    + "; rename it once it is whole";
        } else if (!Files.isReadable(file)) {
            return "it may not be read; allow it";
        }
        return null;
    }

    private Seen refused(Path file, String reason, @Nullable Seen before) {
        if (before == null || !reason.equals(before.refused())) {
            ignored.accept(TextTable.visible(String.valueOf(file.getFileName())) + " is ignored: " + reason + ".");
        }
        return new Seen(0, FileTime.fromMillis(0), 0, reason);
    }
}
