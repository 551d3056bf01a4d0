package io.quadrille.handlers.csv;

import io.quadrille.events.json.JsonText;
import io.quadrille.events.json.KnownTexts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record's cells in the header's order, each made a text only where one is asked for. Valid while the record is visited. */
public interface Cells {
    /** No number of up to 18 digits. */
    long NO_NUMBER = Long.MIN_VALUE;

    /** How many the record has: as many as the header. */
    int count();

    /** The cell's text, unquoted; empty for an empty cell. */
    String text(int column);

    boolean isEmpty(int column);

    /** The cell as a whole number, if it is one at a glance: up to 18 digits, perhaps after a minus; else {@link #NO_NUMBER}. */
    default long findNumber(int column) {
        return NO_NUMBER;
    }

    /** The texts of all of them. */
    default List<String> texts() {
        List<String> texts = new ArrayList<>(count());
        for (int column = 0; column < count(); column++) {
            texts.add(text(column));
        }
        return texts;
    }

    /** The cell as JSON has it, if its bytes are at hand so; else null. Never kept: the same object is the next record's text. */
    default @Nullable JsonText findJsonText(int column) {
        return null;
    }

    /**
     * The cell's text, made known with its bytes if these are at hand as JSON has them.
     *
     * @param known of one record, by column
     */
    default String text(int column, KnownTexts known) {
        return text(column);
    }
}
