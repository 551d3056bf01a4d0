package io.quadrille.events.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A folder of schemas: one file {@code <type>.json} for each type of event that a pipeline's runs emit. */
public final class SchemaFiles {
    private SchemaFiles() {}

    /**
     * Writes the pipeline's record types and the facts of every run; a file that is there is replaced.
     *
     * @param folder created if it is absent
     * @return the files written, in the order of the steps, the facts last
     */
    public static List<Path> write(Pipeline pipeline, Path folder) throws IOException {
        Map<String, String> documents = new LinkedHashMap<>(documents(pipeline));
        documents.putAll(factDocuments());
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> document : documents.entrySet()) {
            written.add(Files.writeString(folder.resolve(document.getKey() + ".json"), document.getValue(), UTF_8));
        }
        return List.copyOf(written);
    }

    /** Type name to document, for the pipeline's record types. */
    static Map<String, String> documents(Pipeline pipeline) {
        Map<String, String> documents = new LinkedHashMap<>();
        pipeline.recordTypes().forEach(type -> documents.put(type.name(), JsonSchemas.event(pipeline, type)));
        return documents;
    }

    static Map<String, String> factDocuments() {
        Map<String, String> documents = new LinkedHashMap<>();
        JsonSchemas.fixedFacts().forEach(kind -> documents.put(kind.type(), JsonSchemas.event(kind)));
        return documents;
    }
}
