package io.quadrille.events.hashing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as ids, digests and claim checks use it. */
public final class Hashes {
    private static final char[] BASE32 = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private Hashes() {}

    /** 32 bytes. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
        }
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Crockford's base 32 in lower case, without the letters that read as digits: 5 bits a character, from the start. */
    public static String base32(byte[] bytes, int characters) {
        StringBuilder text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            int bit = i * 5;
            int pair = (bytes[bit >> 3] & 0xff) << 8
                    | (((bit >> 3) + 1 < bytes.length) ? bytes[(bit >> 3) + 1] & 0xff : 0);
            text.append(BASE32[pair >> (11 - (bit & 7)) & 31]);
        }
        return text.toString();
    }
}
