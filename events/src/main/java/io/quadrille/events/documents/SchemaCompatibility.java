package io.quadrille.events.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The comparison of a committed schema with today's, change by change.
 *
 * <p>A change is compatible only if both directions hold: a reader deployed yesterday reads today's events, and today's
 * reader reads yesterday's, which may still lie in a queue, an archive or a dead letter. So an enum constant added is
 * breaking (yesterday's reader refuses it), and so is a required column that becomes optional (it meets a null).
 */
public final class SchemaCompatibility {
    private final List<SchemaChange> changes = new ArrayList<>();

    private SchemaCompatibility() {}

    /**
     * The changes from one document to the other.
     *
     * @param golden a document of {@link JsonSchemas#event}, as committed
     * @param today the same type's, as generated now
     * @return none if they differ in wording or order only
     * @throws IllegalArgumentException if either is not JSON
     */
    public static List<SchemaChange> compare(String golden, String today) {
        JsonNode was = PrettyJson.read(golden);
        JsonNode is = PrettyJson.read(today);
        SchemaCompatibility comparison = new SchemaCompatibility();
        RecordShape before = RecordShape.ofData(was);
        RecordShape now = RecordShape.ofData(is);
        if (!before.type().equals(now.type())) {
            comparison.breaking("data", "records", "was " + before.type() + " and is " + now.type());
        }
        comparison.members("", "column", before, now);
        comparison.members("", "attribute", RecordShape.ofAttributes(was), RecordShape.ofAttributes(is));
        return List.copyOf(comparison.changes);
    }

    private void members(String path, String noun, RecordShape was, RecordShape is) {
        was.members().forEach((name, before) -> {
            RecordShape now = is.members().get(name);
            if (now == null) {
                breaking(noun, path + name, "was removed; readers of this version may need it");
            } else {
                value(path + name, noun, before, now);
            }
        });
        is.members().forEach((name, now) -> {
            if (!was.members().containsKey(name)) {
                if (now.optional()) {
                    changes.add(new SchemaChange(false, sentence(noun, path + name, "was added, optional")));
                } else {
                    breaking(noun, path + name, "was added as required; events already written lack it");
                }
            }
        });
    }

    private void value(String path, String noun, RecordShape was, RecordShape is) {
        if (was.sensitive() != is.sensitive()) {
            breaking(
                    noun,
                    path,
                    is.sensitive()
                            ? "became sensitive: it is encrypted now"
                            : "is no longer sensitive: it is in clear now");
        }
        if (was.optional() != is.optional()) {
            breaking(
                    noun,
                    path,
                    is.optional()
                            ? "was required and is optional; readers of this version refuse its absence"
                            : "was optional and is required; events already written may lack it");
        }
        if (!was.type().equals(is.type())) {
            breaking(noun, path, "was " + was.type() + " and is " + is.type());
        }
        constants(path, noun, was.constants(), is.constants());
        members(path + ".", noun, was, is);
        RecordShape before = was.element();
        RecordShape now = is.element();
        if (before != null && now != null) {
            value(path + "[]", noun, before, now);
        }
    }

    private void constants(String path, String noun, List<String> was, List<String> is) {
        if (was.isEmpty() != is.isEmpty()) {
            breaking(
                    noun,
                    path,
                    is.isEmpty() ? "was one of " + was + " and is any text" : "was any text and is one of " + is);
            return;
        }
        TreeSet<String> removed = new TreeSet<>(was);
        is.forEach(removed::remove);
        TreeSet<String> added = new TreeSet<>(is);
        was.forEach(added::remove);
        if (!removed.isEmpty()) {
            breaking(noun, path, "lost the constants " + removed + "; events already written may hold them");
        }
        if (!added.isEmpty()) {
            breaking(noun, path, "gained the constants " + added + "; readers of this version refuse them");
        }
    }

    private void breaking(String noun, String path, String what) {
        changes.add(new SchemaChange(true, sentence(noun, path, what)));
    }

    private static String sentence(String noun, String path, String what) {
        return noun + " '" + path + "' " + what;
    }
}
