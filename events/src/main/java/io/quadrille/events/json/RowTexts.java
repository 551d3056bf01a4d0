package io.quadrille.events.json;

/**
 * The known texts of one record.
 *
 * @param row the record's number among them
 */
public record RowTexts(KnownTexts texts, int row) {
    public static final RowTexts NONE = new RowTexts(new KnownTexts(0, 0), 0);

    /** Writes the text in quotes: a copy where it is known, else encoded. @throws JsonBytes.HalfSurrogate as {@link JsonBytes#text} */
    public void write(JsonBytes json, int column, String text) {
        if (column >= texts.columns() || !texts.write(json, row, column, text)) {
            json.text(text);
        }
    }
}
