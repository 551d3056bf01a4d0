package io.quadrille.handlers.csv;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.IOException;
import java.util.Arrays;

/** The first 64 KB of a source, and what they tell about the rest. */
record SourcePrefix(byte[] bytes, SourceCharset charset, char delimiter) {
    private static final int PREFIX_BYTES = 64 * 1024;

    /** @throws UnreadableSource when the source is no text, or text that cannot be cut into records */
    static SourcePrefix read(SourceBytes source, String sourceName, CsvFormat format) throws IOException {
        byte[] bytes = new byte[PREFIX_BYTES];
        int length = 0;
        while (length < PREFIX_BYTES) {
            int count = source.read(bytes, length, PREFIX_BYTES - length);
            if (count < 0) {
                break;
            }
            length += count;
        }
        byte[] prefix = Arrays.copyOf(bytes, length);
        SourceCharset charset = SourceCharset.of(prefix, format.charset(), sourceName);
        String notText = charset.unitBytes() == 1 ? BinarySignature.find(prefix) : null;
        if (notText != null) {
            throw new UnreadableSource(
                    "%s is not a text file: %s. Drop a CSV file, gzipped or not.".formatted(sourceName, notText));
        }
        charset.requireCuttable(sourceName);
        Character named = format.delimiter();
        if (named == null) {
            int columns = format.namedHeader().map(names -> names.size()).orElse(0);
            return new SourcePrefix(
                    prefix, charset, new DelimiterDetection(prefix, length < PREFIX_BYTES, charset).detect(columns));
        }
        if (!charset.isSoundFor(named)) {
            throw new UnreadableSource(
                    "%s cannot be read as %s with the delimiter '%s', which is part of other characters there. Convert it to UTF-8."
                            .formatted(sourceName, charset.charset(), named));
        }
        return new SourcePrefix(prefix, charset, named);
    }

    /** The position of the first unit after the byte order mark. */
    long firstUnit() {
        return charset.markBytes() / charset.unitBytes();
    }
}
