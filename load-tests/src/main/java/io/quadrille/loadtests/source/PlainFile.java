package io.quadrille.loadtests.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of numbers with as many columns as wanted, {@code c0} and so on, keys ascending. */
public final class PlainFile {
    private static final int SPREAD = 1_000_003;

    private PlainFile() {}

    /** Writes the file, replacing one that is there. */
    public static SourceFile write(Path file, int columns, long records) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, US_ASCII)) {
            StringBuilder line = new StringBuilder("c0");
            for (int i = 1; i < columns; i++) {
                line.append(",c").append(i);
            }
            out.append(line).append('\n');
            for (long record = 1; record <= records; record++) {
                line.setLength(0);
                line.append(record);
                for (int i = 1; i < columns; i++) {
                    line.append(',').append(record * i % SPREAD);
                }
                out.append(line).append('\n');
            }
        }
        return new SourceFile(file, records, Files.size(file), "");
    }
}
