package io.quadrille.aws.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.handlers.tables.Cell;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB attributes, written as {@link ItemValues} says, as the cells of a row. Where an attribute is not of its
 * field's kind, or nothing is known of its field, the attribute's own type decides: the row shows as it was loaded.
 */
final class ItemCells {
    private static final JsonFactory JSON = new JsonFactory();

    private ItemCells() {}

    /** @param field what the column holds now; null where nobody knows */
    static @Nullable Cell of(@Nullable AttributeValue value, @Nullable Field field) {
        if (value == null || value.type() == AttributeValue.Type.NUL) {
            return null;
        }
        FieldKind kind = kindOf(value, field);
        return new Cell(kind, kind.isScalar() ? text(value, kind) : json(value, field));
    }

    private static FieldKind kindOf(AttributeValue value, @Nullable Field field) {
        FieldKind known = field == null ? null : field.kind();
        return switch (value.type()) {
            case N -> known == FieldKind.DECIMAL ? FieldKind.DECIMAL : FieldKind.INTEGER;
            case BOOL -> FieldKind.BOOLEAN;
            case M -> FieldKind.RECORD;
            case L, SS, NS -> FieldKind.LIST;
            case S ->
                known == null || !isText(known) || (known == FieldKind.DECIMAL && !isDecimal(value.s()))
                        ? FieldKind.STRING
                        : known;
            default -> FieldKind.STRING; // bytes: no step of ours loads them
        };
    }

    private static boolean isText(FieldKind kind) {
        return switch (kind) {
            case STRING, DECIMAL, DATE, INSTANT, ENUM -> true;
            case INTEGER, BOOLEAN, RECORD, LIST -> false;
        };
    }

    private static boolean isDecimal(String text) {
        try {
            return new BigDecimal(text).precision() > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String text(AttributeValue value, FieldKind kind) {
        return switch (value.type()) {
            case N -> value.n();
            case BOOL -> value.bool().toString();
            case S -> kind == FieldKind.DECIMAL ? decimal(value.s()) : value.s();
            default -> "(" + value.type() + ")";
        };
    }

    /** As a file would have it, 0.00000004 and not 4E-8; a power of ten beyond its digits keeps its exponent. */
    private static String decimal(String text) {
        BigDecimal value = new BigDecimal(text);
        return value.scale() >= 0 ? value.toPlainString() : value.toString();
    }

    private static String json(AttributeValue value, @Nullable Field field) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value, field);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable AttributeValue value, @Nullable Field field)
            throws IOException {
        if (value == null || value.type() == AttributeValue.Type.NUL) {
            json.writeNull();
            return;
        }
        FieldKind kind = kindOf(value, field);
        switch (kind) {
            case RECORD -> writeMembers(json, value.m(), field);
            case LIST -> {
                json.writeStartArray();
                for (AttributeValue element : value.l()) {
                    write(json, element, field == null ? null : field.element());
                }
                json.writeEndArray();
            }
            case INTEGER, DECIMAL -> json.writeNumber(text(value, kind));
            case BOOLEAN -> json.writeBoolean(value.bool());
            case STRING, DATE, INSTANT, ENUM -> json.writeString(text(value, kind));
        }
    }

    /** The members of the record class in their order, absent ones as null; then what only older rows have, by name. */
    private static void writeMembers(JsonGenerator json, Map<String, AttributeValue> members, @Nullable Field field)
            throws IOException {
        Set<String> names = new LinkedHashSet<>();
        json.writeStartObject();
        if (field != null) {
            for (Field nested : field.nested()) {
                names.add(nested.name());
                json.writeFieldName(nested.name());
                write(json, members.get(nested.name()), nested);
            }
        }
        for (String name : new TreeSet<>(members.keySet())) {
            if (!names.contains(name)) {
                json.writeFieldName(name);
                write(json, members.get(name), null);
            }
        }
        json.writeEndObject();
    }
}
