package io.quadrille.handlers.engine;

import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Blobs in a map; away when told so. Not thread safe. */
public final class TestBlobs implements BlobStore {
    public final Map<String, byte[]> blobs = new TreeMap<>();
    public boolean away;

    @Override
    public void put(String key, byte[] bytes) {
        requireHere();
        blobs.put(key, bytes.clone());
    }

    @Override
    public Optional<byte[]> find(String key) {
        requireHere();
        return Optional.ofNullable(blobs.get(key)).map(byte[]::clone);
    }

    @Override
    public void removeAll(String prefix) {
        blobs.keySet().removeIf(key -> key.startsWith(prefix));
    }

    private void requireHere() {
        if (away) {
            throw new RetryableFailure("the blob store is away");
        }
    }
}
