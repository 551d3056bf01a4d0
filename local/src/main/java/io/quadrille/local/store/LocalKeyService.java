package io.quadrille.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.handlers.ports.KeyService;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key service on one file of the home, {@code keys/local.key}. Whoever has the file can read every encrypted field of
 * the home's events; without it they are gone. Thread safe.
 *
 * <p>A wrapped key is base64 of a form byte (1), a 96-bit random nonce and the AES-256-GCM ciphertext of the data key,
 * whose associated data is the context.
 */
public final class LocalKeyService implements KeyService {
    private static final byte FORM = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int WRAPPED_BYTES = 1 + NONCE_BYTES + MasterKeyFile.KEY_BYTES + TAG_BYTES;

    private final MasterKeyFile masterKey;
    private final SecureRandom random;

    /** @param home the home's folder */
    public LocalKeyService(Path home) {
        this(home, new SecureRandom());
    }

    /** @param random where keys and nonces come from */
    public LocalKeyService(Path home, SecureRandom random) {
        this.masterKey = new MasterKeyFile(home.resolve("keys"), "local.key", random);
        this.random = random;
    }

    /** A new data key; makes the master key with the first. */
    @Override
    public DataKey generate(KeyContext context) {
        byte[] plaintext = new byte[MasterKeyFile.KEY_BYTES];
        random.nextBytes(plaintext);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, masterKey.findOrMake(), nonce, context);
            byte[] wrapped = ByteBuffer.allocate(WRAPPED_BYTES)
                    .put(FORM)
                    .put(nonce)
                    .put(cipher.doFinal(plaintext))
                    .array();
            return new DataKey(plaintext, Base64.getEncoder().encodeToString(wrapped));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available in this Java runtime", e);
        }
    }

    @Override
    public byte[] unwrap(String wrapped, KeyContext context) {
        byte[] key = masterKey
                .find()
                .filter(content -> content.length == MasterKeyFile.KEY_BYTES)
                .orElseThrow(() -> new KeyGone("The key file " + masterKey.path() + " is missing or damaged: the"
                        + " sensitive fields of run " + context.run()
                        + " cannot be read or written. Put the file back, name the"
                        + " home it lies in with --home, or run the file with --again, which makes a new key."));
        byte[] bytes = decode(wrapped, context);
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(bytes, 1, NONCE_BYTES).get(nonce);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context)
                    .doFinal(bytes, 1 + NONCE_BYTES, bytes.length - 1 - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new KeyGone("The data key of run " + context.run() + " of pipeline " + context.pipeline()
                    + " was wrapped for another run, or by another key than the one in " + masterKey.path() + ".");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available in this Java runtime", e);
        }
    }

    private static byte[] decode(String wrapped, KeyContext context) {
        try {
            byte[] bytes = Base64.getDecoder().decode(wrapped);
            if (bytes.length == WRAPPED_BYTES && bytes[0] == FORM) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // Falls through to the one answer there is.
        }
        throw new KeyGone("The data key of run " + context.run() + " of pipeline " + context.pipeline()
                + " is not one that a local key file wrapped.");
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, KeyContext context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
        byte[] pipeline = context.pipeline().getBytes(UTF_8);
        cipher.updateAAD(ByteBuffer.allocate(4).putInt(pipeline.length).array());
        cipher.updateAAD(pipeline);
        cipher.updateAAD(context.run().getBytes(UTF_8));
        return cipher;
    }
}
