package io.quadrille.handlers.ports;

/** A service that makes data keys and unwraps them: AWS KMS, or a local key file. Thread safe. */
public interface KeyService {
    /** A new data key. @throws RetryableFailure if the service does not answer */
    DataKey generate(KeyContext context);

    /**
     * The 32 bytes of a wrapped key.
     *
     * @param wrapped base64, as {@link #generate} gave it
     * @throws KeyGone if it was wrapped for another context, or its master key is gone: permanent
     * @throws RetryableFailure if the service does not answer
     */
    byte[] unwrap(String wrapped, KeyContext context);

    /** The encryption context: a key wrapped for one run opens for no other. */
    record KeyContext(String pipeline, String run) {}

    /**
     * A data key.
     *
     * @param plaintext 32 bytes
     * @param wrapped base64
     */
    record DataKey(byte[] plaintext, String wrapped) {}

    /** A data key that cannot be unwrapped any more. The message names no key material. */
    final class KeyGone extends RuntimeException {
        private static final long serialVersionUID = 1;

        public KeyGone(String message) {
            super(message);
        }
    }
}
