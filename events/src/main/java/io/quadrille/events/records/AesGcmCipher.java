package io.quadrille.events.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under one data key per run. Thread safe.
 *
 * <p>Associated data is run, type, line, ordinal and field. The nonce is the first 96 bits of an HMAC-SHA-256 over
 * associated data and plaintext, so that a re-executed step emits the same bytes; equal nonces under one key therefore
 * mean equal messages (NIST SP 800-38D asks for exactly that uniqueness).
 */
public final class AesGcmCipher implements FieldCipher {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec encryptionKey;
    private final SecretKeySpec nonceKey;
    private final String run;

    /**
     * @param dataKey 32 bytes; copied
     * @param run the run's id, part of every field's associated data
     */
    public AesGcmCipher(byte[] dataKey, String run) {
        if (dataKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("a data key has 32 bytes, this one has " + dataKey.length);
        }
        this.encryptionKey = new SecretKeySpec(hmac(new SecretKeySpec(dataKey, "HmacSHA256"), utf8("encrypt")), "AES");
        this.nonceKey = new SecretKeySpec(hmac(new SecretKeySpec(dataKey, "HmacSHA256"), utf8("nonce")), "HmacSHA256");
        this.run = run;
    }

    @Override
    public String seal(FieldPlace place, byte[] plaintext) {
        byte[] associated = associatedData(place);
        byte[] nonce = Arrays.copyOf(hmac(nonceKey, associated, plaintext), NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, associated);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plaintext.length));
            cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE_BYTES);
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available in this Java runtime", e);
        }
    }

    @Override
    public byte[] open(FieldPlace place, String sealed) {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            if (bytes.length < NONCE_BYTES + TAG_BITS / 8) { // else the JDK fails with a ProviderException
                throw doesNotOpen(place);
            }
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, associatedData(place))
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw doesNotOpen(place);
        }
    }

    private static UndecodableRecords doesNotOpen(FieldPlace place) {
        return new UndecodableRecords("line " + place.line() + ", field '" + place.field()
                + "': the encrypted value does not open with this run's key at this place");
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, encryptionKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }

    /** Each part with its length before it, so that no two places share their bytes. */
    private byte[] associatedData(FieldPlace place) {
        StringBuilder parts = new StringBuilder();
        for (String part : new String[] {run, place.type(), place.field()}) {
            parts.append(part.length()).append(':').append(part);
        }
        return utf8(
                parts.append(place.line()).append(':').append(place.ordinal()).toString());
    }

    private static byte[] hmac(SecretKeySpec key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (byte[] part : parts) {
                mac.update((byte) (part.length >>> 24));
                mac.update((byte) (part.length >>> 16));
                mac.update((byte) (part.length >>> 8));
                mac.update((byte) part.length);
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available in this Java runtime", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
