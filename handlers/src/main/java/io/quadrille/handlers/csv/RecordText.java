package io.quadrille.handlers.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.BitSet;

/**
 * The text of a chunk's sound records, without those whose cells need no parser, and which of them are no text in the source's
 * charset.
 */
final class RecordText {
    private final RecordIndex index;
    private final boolean leavesPlainOut;
    private final CharBuffer text;
    private final BitSet undecodable = new BitSet();

    /** Decodes all at once where all are wanted, and one by one only where that fails. */
    RecordText(byte[] bytes, RecordIndex index, SourceShape shape) {
        this.index = index;
        this.leavesPlainOut = PlainCells.canRead(shape);
        CharsetDecoder decoder = shape.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        int length = leavesPlainOut ? wantedLength() : index.contentEnd();
        text = CharBuffer.allocate((int) Math.ceil(length * (double) decoder.maxCharsPerByte()) + 1);
        if (leavesPlainOut || !decode(decoder, ByteBuffer.wrap(bytes, 0, length))) {
            for (int record = 0; record < index.count(); record++) {
                int recordLength = index.end(record) - index.begin(record);
                if (recordLength > 0
                        && !isLeftOut(record)
                        && !decode(decoder, ByteBuffer.wrap(bytes, index.begin(record), recordLength))) {
                    undecodable.set(record);
                }
            }
        }
        text.flip();
    }

    private int wantedLength() {
        int length = 0;
        for (int record = 0; record < index.count(); record++) {
            length += isLeftOut(record) ? 0 : index.end(record) - index.begin(record);
        }
        return length;
    }

    /** Whether a record is not part of the text, as its cells need no parser. */
    boolean isLeftOut(int record) {
        return leavesPlainOut && !index.needsParser(record);
    }

    private boolean decode(CharsetDecoder decoder, ByteBuffer bytes) {
        int before = text.position();
        decoder.reset();
        boolean sound = !decoder.decode(bytes, text, true).isError()
                && !decoder.flush(text).isError();
        if (!sound) {
            text.position(before);
        }
        return sound;
    }

    boolean isUndecodable(int record) {
        return undecodable.get(record);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The decodable records that are not left out, one after another. */
    @Override
    public String toString() {
        return text.toString();
    }
}
