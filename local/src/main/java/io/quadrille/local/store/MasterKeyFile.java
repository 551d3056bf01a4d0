package io.quadrille.local.store;

import io.quadrille.handlers.ports.RetryableFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The file that holds the master key: 32 random bytes, readable by its owner alone where the file system knows owners.
 * Made once and never written over. Thread safe.
 */
final class MasterKeyFile {
    static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path folder;
    private final Path file;
    private final SecureRandom random;

    /** A file in the folder; both are made when a key is first needed. */
    MasterKeyFile(Path folder, String name, SecureRandom random) {
        this.folder = folder.toAbsolutePath();
        this.file = folder.resolve(name);
        this.random = random;
    }

    Path path() {
        return file;
    }

    /** The key; a new one if there is no file. @throws IllegalStateException if the file holds something else */
    byte[] findOrMake() {
        Optional<byte[]> found = find();
        try {
            byte[] key = found.isPresent() ? found.get() : make();
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException("The key file " + file + " has " + key.length + " bytes instead of "
                        + KEY_BYTES + ". Put the right one back, or move it away: encrypted fields of earlier runs"
                        + " are then gone.");
            }
            return key;
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** What the file holds; empty if it is missing. */
    Optional<byte[]> find() {
        try {
            tighten();
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** Copying a home may have opened the file to others; it is closed again before it is used. */
    private void tighten() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
            view.setPermissions(OWNER_ONLY);
        }
    }

    /** Written beside its place under a name of its own, then linked: of two makers at a time one wins. */
    private byte[] make() throws IOException {
        boolean posix = makeFolder();
        Path partial = Files.createTempFile(folder, "new", ".key", attributes(posix, OWNER_ONLY));
        try {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            Files.write(partial, key);
            place(partial);
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private void place(Path partial) throws IOException {
        try {
            Files.createLink(file, partial);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            return;
        } catch (UnsupportedOperationException | IOException noLinksHere) {
            try {
                Files.move(partial, file);
            } catch (FileAlreadyExistsException anotherWasFirst) {
                return;
            }
        }
    }

    /** Whether files here may be given permissions as they are made; a FAT file system ignores them. */
    private boolean makeFolder() throws IOException {
        Path parent = Objects.requireNonNull(folder.getParent(), "the home's folder");
        Files.createDirectories(parent);
        boolean posix = Files.getFileAttributeView(parent, PosixFileAttributeView.class) != null;
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(posix, OWNER_FOLDER));
        }
        return posix;
    }

    private static FileAttribute<?>[] attributes(boolean posix, Set<PosixFilePermission> permissions) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private RetryableFailure unavailable(IOException e) {
        return new RetryableFailure(
                "The key file " + file + " cannot be read or made ("
                        + e.getClass().getSimpleName() + "); see to its rights.",
                e);
    }
}
