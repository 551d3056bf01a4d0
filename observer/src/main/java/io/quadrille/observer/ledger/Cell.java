package io.quadrille.observer.ledger;

import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A chunk's outcome as its bucket keeps it: the counts, and enough of the fingerprint to know a duplicate from a
 * conflict.
 *
 * @param fingerprint the first 32 bits of the outcome's
 */
public record Cell(int fingerprint, Counts counts) {
    public static Cell of(ChunkOutcome outcome) {
        return new Cell(Integer.parseUnsignedInt(outcome.fingerprint().substring(0, 8), 16), outcome.counts());
    }

    /** 10 to 13 bytes for a chunk of up to 16,383 records; what a balanced outcome implies costs one byte. */
    public void writeTo(ByteArrayOutputStream bytes) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(fingerprint >>> shift);
        }
        Varints.write(bytes, counts.in());
        Varints.write(bytes, counts.out());
        Varints.write(bytes, counts.expanded());
        Varints.write(bytes, counts.rejected());
        Varints.write(bytes, counts.filtered());
        Varints.writeSigned(bytes, counts.loaded() - impliedLoaded(counts.in(), counts));
    }

    public static Cell readFrom(ByteBuffer bytes) {
        int fingerprint = bytes.getInt();
        long in = Varints.read(bytes);
        Counts known =
                new Counts(in, Varints.read(bytes), Varints.read(bytes), Varints.read(bytes), Varints.read(bytes), 0);
        long loaded = Varints.readSigned(bytes) + impliedLoaded(in, known);
        return new Cell(
                fingerprint, new Counts(in, known.out(), known.expanded(), known.rejected(), known.filtered(), loaded));
    }

    private static long impliedLoaded(long in, Counts counts) {
        return in + counts.expanded() - counts.out() - counts.rejected() - counts.filtered();
    }
}
