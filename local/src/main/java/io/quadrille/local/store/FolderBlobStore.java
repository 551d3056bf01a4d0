package io.quadrille.local.store;

import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.RetryableFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Blobs as files of a folder. A blob is written beside its place, then moved there: a reader finds all of it or none.
 * Thread safe.
 *
 * <p>Blobs are forced to the disk, for a dead letter must outlive the machine's power as its name in the ledger does.
 * Those under passing prefixes only outlive the process: a claim check is never asked for after a restart, since the
 * local bus then publishes anew, and forcing would cost a large file more than reading it.
 */
public final class FolderBlobStore implements BlobStore {
    /** How often a put makes its folder anew when a removal takes it away meanwhile. */
    private static final int MOST_TRIES = 50;

    private final Path folder;
    private final Set<String> passingPrefixes;
    private final AtomicLong written = new AtomicLong();

    /**
     * A store that forces every blob.
     *
     * @param folder made when the first blob is written
     */
    public FolderBlobStore(Path folder) {
        this(folder, Set.of());
    }

    /** @param passingPrefixes the beginnings of keys whose blobs need not outlive the machine's power */
    public FolderBlobStore(Path folder, Set<String> passingPrefixes) {
        this.folder = folder;
        this.passingPrefixes = Set.copyOf(passingPrefixes);
    }

    @Override
    public void put(String key, byte[] bytes) {
        Path file = BlobPath.of(folder, key);
        Path parent = BlobPath.folderOf(folder, key);
        boolean forced = passingPrefixes.stream().noneMatch(key::startsWith);
        Path partial = parent.resolve("partial." + ProcessHandle.current().pid() + "-" + written.incrementAndGet());
        try {
            for (int tries = 1; !wasPut(file, parent, partial, bytes, forced); tries++) {
                if (tries == MOST_TRIES) {
                    throw new NoSuchFileException(parent.toString());
                }
            }
            if (forced) {
                forceFolder(parent);
            }
        } catch (IOException e) {
            throw failure("written", key, e);
        }
    }

    /** False if a removal took the empty folder away before the blob stood in it. */
    private static boolean wasPut(Path file, Path parent, Path partial, byte[] bytes, boolean forced)
            throws IOException {
        try {
            Files.createDirectories(parent);
            write(partial, bytes, forced);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void write(Path partial, byte[] bytes, boolean forced) throws IOException {
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            if (forced) {
                channel.force(true);
            }
        } catch (IOException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
    }

    /** The name itself is on the disk only then; Windows opens no folder and needs none of this. */
    private static void forceFolder(Path parent) {
        try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notOnThisSystem) {
            return;
        }
    }

    @Override
    public Optional<byte[]> find(String key) {
        try {
            return Optional.of(Files.readAllBytes(BlobPath.of(folder, key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("read", key, e);
        }
    }

    @Override
    public void removeAll(String prefix) {
        Path start = BlobPath.folderOf(folder, prefix);
        if (!Files.isDirectory(start)) {
            return;
        }
        try {
            Files.walkFileTree(start, new BlobRemoval(folder, prefix));
        } catch (IOException e) {
            throw failure("removed", prefix, e);
        }
    }

    private RetryableFailure failure(String done, String key, IOException e) {
        return new RetryableFailure(
                "Blob '" + key + "' cannot be " + done + " in " + folder + " ("
                        + e.getClass().getSimpleName() + "); see to the folder's rights and its disk's space.",
                e);
    }
}
