package io.quadrille.local.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.BareRecord;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.tables.Cell;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row's body and back: its values as one JSON array in UTF-8, such as {@code [17,"Ann",12.50,true,null]}. Numbers
 * stand with all their digits and their scale; dates and constants as text. Thread safe.
 */
public final class RowBodies {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(10_000)
                    .build())
            .build();

    private static final ClassValue<Layout<?>> NESTED = new ClassValue<>() {
        @Override
        protected Layout<?> computeValue(Class<?> recordClass) {
            return RecordType.records("nested.v1", recordClass).layout().orElseThrow();
        }
    };

    private RowBodies() {}

    /** Adds one body to others. */
    public static void write(JsonBytes json, Field[] columns, VersionedRecord record) {
        BareRecord values = record.record();
        for (int i = 0, next = 0; i < columns.length; i = next) {
            json.raw(i == 0 ? '[' : ',');
            next = values.write(json, i);
            if (next == i) {
                write(json, columns[i], values.value(i));
                next++;
            }
        }
        json.raw(']');
    }

    private static void write(JsonBytes json, Field field, @Nullable Object value) {
        if (value == null) {
            json.raw("null");
            return;
        }
        switch (field.kind()) {
            case STRING -> json.text((String) value);
            case INTEGER -> {
                if (value instanceof BigInteger big) {
                    json.raw(big.toString());
                } else {
                    json.number(((Number) value).longValue());
                }
            }
            case DECIMAL -> json.raw(decimal((BigDecimal) value));
            case BOOLEAN -> json.raw((Boolean) value ? "true" : "false");
            case DATE, INSTANT -> json.plainText(value.toString());
            case ENUM -> json.text(((Enum<?>) value).name());
            case RECORD -> writeRecord(json, field, value);
            case LIST -> writeList(json, Objects.requireNonNull(field.element(), "a list's element"), (List<?>) value);
        }
    }

    private static void writeList(JsonBytes json, Field element, List<?> list) {
        json.raw('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                json.raw(',');
            }
            write(json, element, list.get(i));
        }
        json.raw(']');
    }

    /** As a file would have it, 0.00000004 and not 4E-8; a power of ten beyond its digits keeps its exponent. */
    private static String decimal(BigDecimal value) {
        return value.scale() >= 0 ? value.toPlainString() : value.toString();
    }

    @SuppressWarnings("unchecked") // the layout is that of the value's own class
    private static void writeRecord(JsonBytes json, Field field, Object value) {
        @Nullable Object[] values = ((Layout<Object>) NESTED.get(value.getClass())).values(value);
        for (int i = 0; i < values.length; i++) {
            json.raw(i == 0 ? '{' : ',').text(field.nested().get(i).name()).raw(':');
            write(json, field.nested().get(i), values[i]);
        }
        json.raw('}');
    }

    /** Puts a body's values in their places of the row; every other place is null. */
    static void decode(byte[] body, ColumnUnion.Placed placed, @Nullable Cell[] row) throws IOException {
        Arrays.fill(row, null);
        int[] places = placed.places();
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            for (int i = 0; i < places.length; i++) {
                if (json.nextToken() == JsonToken.END_ARRAY) {
                    throw new IllegalStateException("A row has " + i + " values, its layout has " + places.length);
                }
                row[places[i]] = cell(json, placed.layout().columns().get(i));
            }
        }
    }

    private static @Nullable Cell cell(JsonParser json, RowLayout.Column column) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case START_ARRAY, START_OBJECT -> new Cell(column.kind(), nestedText(json));
            default -> new Cell(column.kind(), json.getText());
        };
    }

    private static String nestedText(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(text)) {
            copy.copyCurrentStructureExact(json);
        }
        return text.toString();
    }
}
