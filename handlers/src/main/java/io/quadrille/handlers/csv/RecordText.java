package io.quadrille.handlers.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.BitSet;

/** The text of a chunk's sound records, and which of them are no text in the source's charset. */
final class RecordText {
    private final CharBuffer text;
    private final BitSet undecodable = new BitSet();

    /** Decodes all at once, and one by one only where that fails. */
    RecordText(byte[] bytes, RecordIndex index, SourceShape shape) {
        CharsetDecoder decoder = shape.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        int contentEnd = index.contentEnd();
        text = CharBuffer.allocate((int) Math.ceil(contentEnd * (double) decoder.maxCharsPerByte()) + 1);
        if (!decode(decoder, ByteBuffer.wrap(bytes, 0, contentEnd))) {
            for (int record = 0; record < index.count(); record++) {
                int length = index.end(record) - index.begin(record);
                if (length > 0 && !decode(decoder, ByteBuffer.wrap(bytes, index.begin(record), length))) {
                    undecodable.set(record);
                }
            }
        }
        text.flip();
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

    /** The decodable records, one after another; the array may be longer than the text. */
    char[] chars() {
        return text.array();
    }

    int length() {
        return text.limit();
    }
}
