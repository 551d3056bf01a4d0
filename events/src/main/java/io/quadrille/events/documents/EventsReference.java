package io.quadrille.events.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.FactKind;
import io.quadrille.events.records.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;

/** The events reference, {@code docs/events.md}: every fact, its data and attributes, and an example, made from code. */
public final class EventsReference {
    private EventsReference() {}

    /**
     * Compares the committed reference with today's; rewrites it where {@link GoldenSchemas#UPDATE} is true.
     *
     * @throws IllegalStateException if it is out of date, saying how to renew it
     */
    public static void check(Path file) {
        try {
            String committed =
                    Files.exists(file) ? Files.readString(file, UTF_8).replace("\r\n", "\n") : "";
            if (committed.equals(markdown())) {
                return;
            }
            if (!Boolean.getBoolean(GoldenSchemas.UPDATE)) {
                throw new IllegalStateException(file + " is not what the code says.\nRenew it with ./mvnw test -D"
                        + GoldenSchemas.UPDATE + "=true and commit it.");
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, markdown(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading or writing " + file + " failed", e);
        }
    }

    /** The whole reference, ending in a line feed. */
    public static String markdown() {
        StringJoiner text = new StringJoiner("\n");
        text.add("# Events");
        text.add("");
        text.add("<!-- Made by EventsReference; renew it with ./mvnw test -D" + GoldenSchemas.UPDATE + "=true -->");
        text.add("");
        text.add("Every event is a CloudEvent 1.0 in structured JSON. On EventBridge it stands whole in `detail`;"
                + " `detail-type` is its `type`, and EventBridge's `source` the pipeline's short name. Delivery is at"
                + " least once, in any order; an event's `id` is a hash of what it is about, so a duplicate bears the"
                + " same id. `time` is when it was published, and no part of its identity.");
        text.add("");
        text.add("Its JSON Schemas, Draft 4, are written by `quadrille flow PIPELINE --schemas DIR`.");
        text.add("");
        facts(text);
        attributes(text);
        for (FactKind kind : FactKind.values()) {
            section(text, kind);
        }
        return text.toString().strip() + "\n";
    }

    private static void facts(StringJoiner text) {
        text.add("## Facts").add("");
        text.add("| fact | type | says | said by |").add("|---|---|---|---|");
        for (FactKind kind : FactKind.values()) {
            String type = kind.carriesRecords() ? "the record type's" : code(kind.type());
            text.add("| [" + kind.attribute() + "](#" + kind.attribute() + ") | " + type + " | "
                    + FactText.meaning(kind) + " | " + FactText.sender(kind).words + " |");
        }
        text.add("");
    }

    private static void attributes(StringJoiner text) {
        text.add("## Extension attributes").add("");
        text.add("Rules and the observer need nothing but these: neither parses a record.")
                .add("");
        text.add("| attribute | value | on | says |").add("|---|---|---|---|");
        for (Attribute attribute : Attribute.ALL) {
            text.add("| " + code(attribute.name()) + " | " + attribute.form().words + " | "
                    + attribute.carrier().words + (attribute.required() ? "" : ", where there is one") + " | "
                    + attribute.description() + " |");
        }
        text.add("");
    }

    private static void section(StringJoiner text, FactKind kind) {
        text.add("## " + kind.attribute())
                .add("")
                .add(FactText.meaning(kind) + " Said by " + FactText.sender(kind).words + ".");
        text.add("");
        if (kind.carriesRecords()) {
            text.add(
                    "Its data is the chunk's records: the column names once, then where each record comes from, then the"
                            + " records as arrays. An origin is the difference to the one before it, the first's to line 0 and"
                            + " byte 0: `[lines,bytes,ordinal]`, or the bytes alone where it is the next line and nothing was"
                            + " expanded."
                            + " The values of a sensitive field are no"
                            + " column of the arrays: they are encrypted as one, and stand under the field's name in `sealed`, as"
                            + " base64.");
            text.add("");
        } else if (!JsonSchemas.hasData(kind)) {
            text.add("It has no data: its attributes say everything.").add("");
        } else {
            text.add("| member of `data` | value |").add("|---|---|");
            for (Field field : FactFields.of(kind.factClass())) {
                text.add("| " + code(field.name()) + " | " + describe(field) + " |");
            }
            text.add("");
        }
        text.add("```json");
        text.add(PrettyJson.text(PrettyJson.read(new String(EnvelopeJson.write(FactSamples.event(kind)), UTF_8)))
                .strip());
        text.add("```").add("");
    }

    private static String describe(Field field) {
        String words =
                switch (field.kind()) {
                    case RECORD -> {
                        StringJoiner members = new StringJoiner(", ");
                        field.nested().forEach(member -> members.add(code(member.name())));
                        yield "object of " + members;
                    }
                    case LIST -> "list of " + (field.element() == null ? "values" : describe(field.element()));
                    case INSTANT -> "ISO 8601 instant";
                    case INTEGER -> "integer";
                    case ENUM -> "one of " + Arrays.toString(field.type().getEnumConstants());
                    default -> "text";
                };
        return words + (field.optional() ? ", or null" : "");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
