package io.quadrille.local.sqlite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quadrille.events.records.FieldKind;
import io.quadrille.local.tables.RowLayout;
import io.quadrille.local.tables.TableKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Keys and layouts as the catalogue has them: a JSON array of arrays of text, such as {@code [["id","INTEGER"]]}. */
final class CatalogJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String WIDE = "WIDE_INTEGER";

    private CatalogJson() {}

    static String write(TableKey key) {
        return write(key.parts().stream()
                .map(part -> List.of(part.column(), part.type().name()))
                .toList());
    }

    static TableKey readKey(String json) {
        return new TableKey(read(json).stream()
                .map(part -> new TableKey.Part(part.get(0), TableKey.KeyType.valueOf(part.get(1))))
                .toList());
    }

    static String write(RowLayout layout) {
        return write(layout.columns().stream()
                .map(column -> List.of(
                        column.name(), column.wide() ? WIDE : column.kind().name()))
                .toList());
    }

    static RowLayout readLayout(String json) {
        return new RowLayout(read(json).stream()
                .map(column -> column.get(1).equals(WIDE)
                        ? new RowLayout.Column(column.get(0), FieldKind.INTEGER, true)
                        : new RowLayout.Column(column.get(0), FieldKind.valueOf(column.get(1)), false))
                .toList());
    }

    private static String write(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (List<String> row : rows) {
                json.writeArray(row.toArray(new String[0]), 0, row.size());
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return text.toString();
    }

    private static List<List<String>> read(String text) {
        List<List<String>> rows = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_ARRAY) {
                List<String> row = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    row.add(json.getText());
                }
                rows.add(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
        return rows;
    }
}
