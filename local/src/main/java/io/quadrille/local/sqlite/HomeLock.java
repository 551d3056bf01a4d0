package io.quadrille.local.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a home's one writer: a lock of the operating system on the file {@code lock}, which a killed process
 * loses too. The file says who holds it, line by line: pid, start time (ISO 8601, UTC), command.
 */
final class HomeLock implements AutoCloseable {
    /** A byte far behind the text: where locks are mandatory (Windows) the text stays readable. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LONGEST_HOLDER = 8_192;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    /** Static, as POSIX locks are the process's: closing a second channel on the file would drop the first's lock. */
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private HomeLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock or says who holds it.
     *
     * @param home the folder as the user named it, for messages
     * @param command what this process was asked to do
     * @throws HomeInUse if another writer holds it
     */
    static HomeLock take(Path home, String command) throws IOException {
        Path file = home.toRealPath().resolve("lock");
        if (!HELD_BY_THIS_PROCESS.add(file)) {
            throw new HomeInUse("The home " + home + " is in use by this very process ("
                    + ProcessHandle.current().pid() + "). Close it first, or name another home with --home.");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                throw new HomeInUse("The home " + home + " is in use by " + holder(channel)
                        + ". Wait for it, or name another home with --home.");
            }
            write(channel, command);
            return new HomeLock(file, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD_BY_THIS_PROCESS.remove(file);
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldThroughAnotherClassLoader) {
            return null;
        }
    }

    private static void write(FileChannel channel, String command) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        String start = self.info().startInstant().map(Instant::toString).orElse("");
        String holder =
                self.pid() + "\n" + start + "\n" + command.lines().findFirst().orElse("") + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(UTF_8)), 0);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_HOLDER);
        channel.read(bytes, 0);
        String[] lines = new String(bytes.array(), 0, bytes.position(), UTF_8).split("\n", -1);
        if (lines.length < 3) {
            return "another process";
        }
        String since = lines[1].isEmpty()
                ? ""
                : ", since " + TIME.format(Instant.parse(lines[1]).atZone(ZoneId.systemDefault()));
        return "process " + lines[0] + " (" + lines[2] + since + ")";
    }

    /** Gives the lock back; the file stays, for removing it could remove the next holder's. */
    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        channel.truncate(0);
        channel.close();
        HELD_BY_THIS_PROCESS.remove(file);
    }

    /** Tables hold sensitive fields in clear: a home that the kit makes is its owner's alone. */
    private static void closeToOthers(Path home) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(home, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** The folder, made with its parents if it is missing. @throws HomeUnusable if it cannot be written to */
    static void makeFolder(Path home) throws IOException {
        if (Files.exists(home) && !Files.isDirectory(home)) {
            throw new HomeUnusable("The home " + home + " is a file, not a folder. Name a folder with --home.");
        }
        try {
            if (!Files.exists(home)) {
                Files.createDirectories(home);
                closeToOthers(home);
            }
        } catch (IOException e) {
            throw new HomeUnusable(
                    "The home " + home + " cannot be made (" + e.getClass().getSimpleName()
                            + "). Name a folder that can be written to with --home.",
                    e);
        }
        if (!Files.isWritable(home)) {
            throw new HomeUnusable(
                    "The home " + home + " cannot be written to. Allow it, or name another home with" + " --home.");
        }
    }
}
