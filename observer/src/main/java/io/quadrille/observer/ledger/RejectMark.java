package io.quadrille.observer.ledger;

import io.quadrille.events.Rejection;
import io.quadrille.events.hashing.Hashes;
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
        return new RejectMark(java.nio.ByteBuffer.wrap(hash).getInt(), rejections.size());
    }
}
