package io.quadrille.observer.ledger;

import io.quadrille.events.Rejection;
import io.quadrille.events.hashing.Hashes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * That the reject rows of a chunk are in the ledger.
 *
 * @param fingerprint 32 bits of the SHA-256 of what they say
 * @param rows how many
 */
public record RejectMark(int fingerprint, int rows) {
    public static RejectMark of(List<Rejection> rejections) {
        byte[] hash = Hashes.sha256(rejections.toString().getBytes(StandardCharsets.UTF_8));
        return new RejectMark(ByteBuffer.wrap(hash).getInt(), rejections.size());
    }

    /** 5 bytes for up to 127 rows. */
    public void writeTo(ByteArrayOutputStream bytes) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(fingerprint >>> shift);
        }
        Varints.write(bytes, rows);
    }

    public static RejectMark readFrom(ByteBuffer bytes) {
        return new RejectMark(bytes.getInt(), (int) Varints.read(bytes));
    }
}
