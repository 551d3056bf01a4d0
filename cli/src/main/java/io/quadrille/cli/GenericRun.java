package io.quadrille.cli;

import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.csv.CsvChunks;
import io.quadrille.handlers.csv.UnreadableSource;
import io.quadrille.handlers.generic.GenericPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The generic pipeline for a file: the table is named as the file, its key is named or the first column. */
final class GenericRun {
    /** The key of a table that nothing will be loaded into, since the file names no columns. */
    private static final String PLACEHOLDER = "id";

    private GenericRun() {}

    /**
     * The pipeline for this file.
     *
     * @param keys empty for the first column
     */
    static Bindings of(Path file, List<String> keys) {
        return GenericPipeline.of(
                TableNames.of(file), keys.isEmpty() ? List.of(firstColumn(file)) : keys, CsvFormat.csv());
    }

    /** One or two different columns; empty if the text does not name them. */
    static List<String> keys(String text) {
        List<String> columns =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        boolean sound = columns.size() <= 2
                && columns.stream().noneMatch(String::isEmpty)
                && columns.stream().distinct().count() == columns.size();
        return sound ? columns : List.of();
    }

    /** As {@link #keys}. @throws ParameterException if the text does not name them */
    static List<String> requireKeys(String text, CommandSpec command) {
        List<String> columns = keys(text);
        if (columns.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--key '" + text + "' does not name one or two different columns, separated by a comma.");
        }
        return columns;
    }

    /** Where the header is refused, the run itself says so. */
    private static String firstColumn(Path file) {
        try (CsvChunks chunks =
                CsvChunks.open(Files.newInputStream(file), String.valueOf(file.getFileName()), CsvFormat.csv())) {
            return chunks.header().isEmpty() ? PLACEHOLDER : chunks.header().get(0);
        } catch (UnreadableSource | IOException e) {
            return PLACEHOLDER;
        }
    }
}
