package io.quadrille.runtime;

import io.quadrille.events.Fact.RunStarted;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.csv.RecordSearch;
import io.quadrille.handlers.csv.RecordSearch.Found;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.observer.runs.SourceRecord;
import io.quadrille.observer.runs.SourceRecords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads records again as the extract cut them: by the definition that the run was started with. The texts of a pipeline
 * with a sensitive field are withheld. Thread safe.
 */
public final class SourceLines implements SourceRecords {
    private final SourceReader sources;
    private final Definitions definitions;

    public SourceLines(SourceReader sources, Definitions definitions) {
        this.sources = sources;
        this.definitions = definitions;
    }

    /** The pipelines that are known here. */
    @FunctionalInterface
    public interface Definitions {
        /** The definition of the pipeline that the run is of, as it is today. */
        Optional<Pipeline> find(RunStarted start);
    }

    /** A reading of an open source. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(InputStream source, String name, CsvFormat format) throws IOException;
    }

    @Override
    public Optional<SourceRecord> atLine(RunStarted start, long line) throws SourceGone {
        String withheld = withheld(requireDefinition(start));
        return read(start, (source, name, format) -> RecordSearch.atLine(source, name, format, line))
                .map(found -> record(found, withheld));
    }

    @Override
    public List<SourceRecord> atBytes(RunStarted start, List<Long> bytePositions) throws SourceGone {
        String withheld = withheld(requireDefinition(start));
        return read(start, (source, name, format) -> RecordSearch.atBytes(source, name, format, bytePositions)).stream()
                .map(found -> record(found, withheld))
                .toList();
    }

    private <T> T read(RunStarted start, Reading<T> reading) throws SourceGone {
        SourceObject source = start.source();
        CsvFormat format = requireDefinition(start).extract().format();
        try (InputStream in = sources.open(source)) {
            return reading.of(in, source.fileName(), format);
        } catch (NoSuchFileException e) {
            throw new SourceGone("The file " + source.key() + " is not there any more.");
        } catch (IOException e) {
            throw new SourceGone(sentence(String.valueOf(e.getMessage())));
        }
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    private Pipeline requireDefinition(RunStarted start) throws SourceGone {
        String name = start.run().pipeline();
        Pipeline pipeline = definitions
                .find(start)
                .orElseThrow(() -> new SourceGone("Pipeline '" + name
                        + "' is not known here, so nobody can tell how its" + " files are cut into records."));
        if (!pipeline.digest().equals(start.digest())) {
            throw new SourceGone("The definition of pipeline '" + name
                    + "' was changed since the run, so its file may be cut into other chunks.");
        }
        return pipeline;
    }

    private static @Nullable String withheld(Pipeline pipeline) {
        return pipeline.hasSensitive()
                ? "Withheld: records of pipeline '" + pipeline.name() + "' have a sensitive field."
                : null;
    }

    private static SourceRecord record(Found found, @Nullable String withheld) {
        String text = withheld == null ? found.text() : null;
        return new SourceRecord(
                found.chunk(),
                found.line(),
                found.bytePosition(),
                text,
                withheld == null && text == null ? "Longer than a record may be." : withheld);
    }
}
