package io.quadrille.handlers.ports;

import java.util.Optional;

/** A store of payloads too large for an event and of dead letters: S3, or a folder. Thread safe. */
public interface BlobStore {
    /**
     * Writes the bytes durably before it returns; the same key again replaces them whole.
     *
     * @param key slash-separated lower-case words
     * @throws RetryableFailure if the store does not answer
     */
    void put(String key, byte[] bytes);

    /** The bytes under the key; empty if there are none. @throws RetryableFailure if the store does not answer */
    Optional<byte[]> find(String key);

    /** Removes everything whose key begins so. */
    void removeAll(String prefix);
}
