package io.quadrille.events.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.json.JsonBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under one data key per run. Thread safe.
 *
 * <p>Associated data is run, type and field, and line and ordinal of each record: no value opens in another's place. The
 * nonce is the first 96 bits of an HMAC-SHA-256 over associated data and plaintext, so that a re-executed step emits the
 * same bytes; equal nonces under one key therefore mean equal messages (NIST SP 800-38D asks for exactly that uniqueness).
 */
public final class AesGcmCipher implements FieldCipher {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final int FIRST_SLICE_BYTES = 256;
    private static final int LATER_SLICE_BYTES = 2_048;
    /** Many times what makes the JVM compile a caller for speed. */
    private static final int FIRST_SLICES = 100_000;
    /** Whole slices encrypted in this JVM, up to the first ones; by threads that do not wait for each other, so perhaps too few. */
    private static int slices;

    private static final int MOST_ORIGIN_BYTES = Long.BYTES + 2 * Integer.BYTES;
    /** Tells places in runs from those one by one, which have nothing in its place. */
    private static final String IN_RUNS = "4:runs";

    private static final int LARGEST_KEPT = 1 << 20;
    private static final String AES_GCM = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec encryptionKey;
    private final SecretKeySpec nonceKey;
    private final String run;
    /** Looking an algorithm up and scheduling its key costs more than encrypting a few values. */
    private final ThreadLocal<Engines> engines = ThreadLocal.withInitial(this::newEngines);

    /**
     * @param dataKey 32 bytes; copied
     * @param run the run's id, part of every field's associated data
     */
    public AesGcmCipher(byte[] dataKey, String run) {
        if (dataKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("a data key has 32 bytes, this one has " + dataKey.length);
        }
        Mac derivation = mac(new SecretKeySpec(dataKey, HMAC));
        this.encryptionKey = new SecretKeySpec(derived(derivation, "encrypt"), "AES");
        this.nonceKey = new SecretKeySpec(derived(derivation, "nonce"), HMAC);
        this.run = run;
    }

    @Override
    public void seal(FieldPlace place, byte[] plaintext, int length, JsonBytes into) {
        Engines mine = engines.get();
        ByteBuffer associated = associatedData(place, mine);
        update(mine.mac, associated.array(), associated.limit());
        update(mine.mac, plaintext, length);
        byte[] nonce = Arrays.copyOf(mine.mac.doFinal(), NONCE_BYTES);
        try {
            if (Arrays.equals(nonce, mine.lastNonce)) {
                mine = newEngines(); // Java refuses a nonce twice in a row; here it means the same message once more
                engines.set(mine);
            }
            mine.lastNonce = nonce;
            Cipher cipher = init(mine.encrypt, Cipher.ENCRYPT_MODE, nonce, associated);
            int sealedBytes = NONCE_BYTES + cipher.getOutputSize(length);
            byte[] sealed = mine.sealed(sealedBytes);
            System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
            encrypt(cipher, plaintext, length, sealed, sliceFor(length));
            mine.base64.encode(sealed, sealedBytes, into);
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    @Override
    public byte[] open(FieldPlace place, ByteBuffer sealed) {
        try {
            Engines mine = engines.get();
            byte[] decoded = mine.sealed(Base64Slices.mostBytes(sealed));
            int decodedBytes = mine.base64.decode(sealed, decoded);
            if (decodedBytes < NONCE_BYTES + TAG_BITS / 8) { // else the JDK fails with a ProviderException
                throw doesNotOpen(place);
            }
            byte[] nonce = Arrays.copyOf(decoded, NONCE_BYTES);
            return init(mine.decrypt, Cipher.DECRYPT_MODE, nonce, associatedData(place, mine))
                    .doFinal(decoded, NONCE_BYTES, decodedBytes - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw doesNotOpen(place);
        }
    }

    /**
     * In slices: the JVM has instructions for GHASH and AES that it uses only in callers it has compiled for speed, which
     * takes thousands of calls. A call per column would take longer than most runs to come to that. Once they are compiled,
     * fewer and longer calls take less.
     */
    static void encrypt(Cipher cipher, byte[] plaintext, int length, byte[] sealed, int slice)
            throws GeneralSecurityException {
        int from = 0;
        int to = NONCE_BYTES;
        while (length - from > slice) {
            to += cipher.update(plaintext, from, slice, sealed, to);
            from += slice;
        }
        cipher.doFinal(plaintext, from, length - from, sealed, to);
    }

    private static int sliceFor(int length) {
        if (slices >= FIRST_SLICES) {
            return LATER_SLICE_BYTES;
        }
        slices += length / FIRST_SLICE_BYTES;
        return FIRST_SLICE_BYTES;
    }

    private static UndecodableRecords doesNotOpen(FieldPlace place) {
        List<Origin> origins = place.origins();
        String lines = origins.isEmpty()
                ? "no line"
                : "lines " + origins.get(0).line() + " to "
                        + origins.get(origins.size() - 1).line();
        return new UndecodableRecords(lines + ", field '" + place.field()
                + "': the encrypted values do not open with this run's key at these places");
    }

    private Cipher init(Cipher cipher, int mode, byte[] nonce, ByteBuffer associated) throws GeneralSecurityException {
        cipher.init(mode, encryptionKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated.array(), 0, associated.limit());
        return cipher;
    }

    private Engines newEngines() {
        try {
            return new Engines(mac(nonceKey), Cipher.getInstance(AES_GCM), Cipher.getInstance(AES_GCM));
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /** One thread's engines, and the bytes it works on for the length of a call. */
    private static final class Engines {
        final Mac mac;
        final Cipher encrypt;
        final Cipher decrypt;
        final Base64Slices base64 = new Base64Slices();
        byte[] lastNonce = new byte[0];
        private byte[] associated = new byte[0];
        private byte[] sealed = new byte[0];

        Engines(Mac mac, Cipher encrypt, Cipher decrypt) {
            this.mac = mac;
            this.encrypt = encrypt;
            this.decrypt = decrypt;
        }

        byte[] associated(int length) {
            byte[] enough = enough(associated, length);
            associated = enough.length > LARGEST_KEPT ? associated : enough;
            return enough;
        }

        byte[] sealed(int length) {
            byte[] enough = enough(sealed, length);
            sealed = enough.length > LARGEST_KEPT ? sealed : enough;
            return enough;
        }

        private static byte[] enough(byte[] kept, int length) {
            return length <= kept.length ? kept : new byte[length];
        }
    }

    /** Each text with its length before it and each number in as many bytes, so that no two places share their bytes. */
    private ByteBuffer associatedData(FieldPlace place, Engines mine) {
        StringBuilder texts = new StringBuilder();
        for (String text : new String[] {run, place.type(), place.field()}) {
            texts.append(text.length()).append(':').append(text);
        }
        byte[] named = utf8(texts.append(place.oneByOne() ? "" : IN_RUNS).toString());
        int most = named.length + place.origins().size() * MOST_ORIGIN_BYTES;
        ByteBuffer bytes = ByteBuffer.wrap(mine.associated(most), 0, most);
        bytes.put(named);
        if (place.oneByOne()) {
            place.origins().forEach(origin -> bytes.putLong(origin.line()).putInt(origin.ordinal()));
        } else {
            putRuns(place.origins(), bytes);
        }
        return bytes.flip();
    }

    /** Line and ordinal of each record that does not follow the one before it in the next line, and how many follow that do. */
    private static void putRuns(List<Origin> origins, ByteBuffer into) {
        int next = 0;
        while (next < origins.size()) {
            Origin first = origins.get(next);
            int count = 1;
            while (next + count < origins.size() && follows(origins.get(next + count), first, count)) {
                count++;
            }
            into.putLong(first.line()).putInt(first.ordinal()).putInt(count);
            next += count;
        }
    }

    private static boolean follows(Origin origin, Origin first, int lines) {
        return origin.ordinal() == 0 && first.ordinal() == 0 && origin.line() == first.line() + lines;
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /** With its length before it. */
    private static void update(Mac mac, byte[] part, int length) {
        mac.update((byte) (length >>> 24));
        mac.update((byte) (length >>> 16));
        mac.update((byte) (length >>> 8));
        mac.update((byte) length);
        mac.update(part, 0, length);
    }

    private static byte[] derived(Mac mac, String purpose) {
        byte[] part = utf8(purpose);
        update(mac, part, part.length);
        return mac.doFinal();
    }

    private static IllegalStateException unavailable(GeneralSecurityException e) {
        return new IllegalStateException("AES-GCM and HMAC-SHA-256 are part of every Java runtime", e);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
