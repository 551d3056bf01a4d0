package io.quadrille.local.memory;

import io.quadrille.handlers.ports.BlobStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs in memory. Thread safe. */
public final class MemoryBlobStore implements BlobStore {
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public void put(String key, byte[] bytes) {
        blobs.put(key, bytes.clone());
    }

    @Override
    public Optional<byte[]> find(String key) {
        return Optional.ofNullable(blobs.get(key)).map(byte[]::clone);
    }

    @Override
    public void removeAll(String prefix) {
        blobs.keySet().removeIf(key -> key.startsWith(prefix));
    }
}
