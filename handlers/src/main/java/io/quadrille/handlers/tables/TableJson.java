package io.quadrille.handlers.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as JSON on one line: an array of one object per row. Text and dates are strings, numbers stand with all their
 * digits and their scale, absent values are null.
 */
public final class TableJson implements RowVisitor {
    private final JsonGenerator json;
    private List<String> columns = List.of();

    /** @param out flushed at the end, not closed */
    public TableJson(OutputStream out) throws IOException {
        json = new JsonFactory()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .createGenerator(out);
    }

    @Override
    public void begin(List<String> names) throws IOException {
        columns = names;
        json.writeStartArray();
    }

    @Override
    public void row(@Nullable Cell[] cells) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < cells.length; i++) {
            json.writeFieldName(columns.get(i));
            Cell cell = cells[i];
            if (cell == null) {
                json.writeNull();
            } else {
                switch (cell.kind()) {
                    case STRING, DATE, INSTANT, ENUM -> json.writeString(cell.text());
                    case INTEGER, DECIMAL -> json.writeNumber(cell.text());
                    case BOOLEAN -> json.writeBoolean(cell.text().equals("true"));
                    case RECORD, LIST -> json.writeRawValue(cell.text());
                }
            }
        }
        json.writeEndObject();
    }

    @Override
    public void end() throws IOException {
        json.writeEndArray();
        json.writeRaw('\n');
        json.close();
    }
}
