package io.quadrille.events.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The check of a pipeline's schemas against committed ones, for a test of the build.
 *
 * <pre>{@code
 * @Test
 * void schemas_are_compatible_with_the_committed_ones() {
 *     GoldenSchemas.check(CUSTOMERS, Path.of("src/test/resources/schemas"));
 * }
 * }</pre>
 *
 * It writes nothing, unless the system property {@value #UPDATE} is true: then new types and compatible changes are
 * written, breaking ones still refused. Files of versions no longer in the pipeline stay: archives may hold such events.
 */
public final class GoldenSchemas {
    /** The system property that lets new and compatible schemas be written. */
    public static final String UPDATE = "quadrille.golden.update";

    private static final String COMMAND = "./mvnw test -D" + UPDATE + "=true";

    private GoldenSchemas() {}

    /**
     * Compares the pipeline's record types.
     *
     * @param folder with one file per type, {@code <type>.json}
     * @throws IllegalStateException naming every type that is new or differs, how, and what to do
     */
    public static void check(Pipeline pipeline, Path folder) {
        check(SchemaFiles.documents(pipeline), folder);
    }

    /** The same for the facts that every pipeline's runs emit. */
    public static void checkFacts(Path folder) {
        check(SchemaFiles.factDocuments(), folder);
    }

    private static void check(Map<String, String> documents, Path folder) {
        boolean update = Boolean.getBoolean(UPDATE);
        List<String> refusals = new ArrayList<>();
        documents.forEach((type, today) -> {
            Path file = folder.resolve(type + ".json");
            List<SchemaChange> changes = new ArrayList<>();
            boolean known = Files.exists(file);
            if (known) {
                String golden = read(file);
                if (golden.equals(today)) {
                    return;
                }
                changes.addAll(compare(file, golden, today));
            }
            boolean breaking = changes.stream().anyMatch(SchemaChange::breaking);
            if (update && !breaking) {
                write(file, today);
            } else {
                refusals.add(known ? differs(type, file, changes) : isNew(type, file));
            }
        });
        if (!refusals.isEmpty()) {
            throw new IllegalStateException(String.join("\n\n", refusals));
        }
    }

    private static String isNew(String type, Path file) {
        return "Type " + type + " has no committed schema.\nWrite " + file + " with " + COMMAND + " and commit it.";
    }

    private static String differs(String type, Path file, List<SchemaChange> changes) {
        String list = changes.isEmpty()
                ? "  its order or wording only (compatible)"
                : changes.stream()
                        .map(change -> "  " + change.sentence() + (change.breaking() ? " (breaking)" : " (compatible)"))
                        .collect(Collectors.joining("\n"));
        String advice = changes.stream().anyMatch(SchemaChange::breaking)
                ? "Keep " + type + " as it is and give the changed record class a new version, " + nextVersion(type)
                        + "."
                : "Accept it with " + COMMAND + " and commit the file.";
        return "Type " + type + " differs from " + file + ":\n" + list + "\n" + advice;
    }

    /** Such as {@code customers.extracted.v2} for {@code customers.extracted.v1}. */
    private static String nextVersion(String type) {
        int version = type.lastIndexOf(".v") + 2;
        return type.substring(0, version) + (Integer.parseInt(type.substring(version)) + 1);
    }

    private static List<SchemaChange> compare(Path file, String golden, String today) {
        try {
            return SchemaCompatibility.compare(golden, today);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " is " + e.getMessage() + ". Restore it from version control.", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8).replace("\r\n", "\n"); // as a Windows checkout may have it
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + file + " failed", e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing " + file + " failed", e);
        }
    }
}
