package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import java.nio.ByteBuffer;
import java.util.List;

/** Encrypts the values that a chunk's records have in a sensitive field, all at once, and back. Thread safe. */
public interface FieldCipher {
    /**
     * @param place bound to the ciphertext: it opens nowhere else
     * @param plaintext may be longer
     * @param length how much of it is sealed
     * @param into gets base64 text, without quotes; the same place and plaintext always give the same text. If this fails it may have
     *     a part of it
     */
    void seal(FieldPlace place, byte[] plaintext, int length, JsonBytes into);

    /**
     * @param sealed the base64 text, in an array
     * @return the plaintext
     * @throws UndecodableRecords if the text was not sealed for this place by this key, or was changed
     */
    byte[] open(FieldPlace place, ByteBuffer sealed);

    /**
     * Where values stand. Their run is the cipher's own.
     *
     * @param origins of their records, in order
     * @param oneByOne whether these are bound as earlier builds did, each for itself; else in runs of lines
     */
    record FieldPlace(String type, String field, List<Origin> origins, boolean oneByOne) {
        /** Where values stand that are written today. */
        public FieldPlace(String type, String field, List<Origin> origins) {
            this(type, field, origins, false);
        }
    }

    /** For record types without a sensitive field. */
    FieldCipher NONE = new FieldCipher() {
        @Override
        public void seal(FieldPlace place, byte[] plaintext, int length, JsonBytes into) {
            throw new IllegalStateException("field '" + place.field() + "' is sensitive, but the run has no data key");
        }

        @Override
        public byte[] open(FieldPlace place, ByteBuffer sealed) {
            throw new UndecodableRecords(
                    "field '" + place.field() + "' is encrypted, but the event carries no data key");
        }
    };
}
