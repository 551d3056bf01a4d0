package io.quadrille.handlers.engine;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.Layout;
import io.quadrille.handlers.Reject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keeps sensitive values out of the messages that handlers reject with. */
final class Withheld {
    private Withheld() {}

    /** The reject's message, or its length where it may show a sensitive value. */
    static <I> String message(Layout<I> layout, I record, Reject reject) {
        if (!layout.hasSensitive() || isSafe(layout, record, reject)) {
            return reject.reason();
        }
        return "(message of " + reject.reason().length() + " characters withheld: the record has a sensitive field)";
    }

    /** Safe is a message about a column that is not sensitive, if it repeats no sensitive value. */
    private static <I> boolean isSafe(Layout<I> layout, I record, Reject reject) {
        List<Field> fields = layout.fields();
        boolean namesOpenColumn = fields.stream()
                .anyMatch(field -> field.name().equals(reject.column()) && !field.sensitive());
        if (!namesOpenColumn) {
            return false;
        }
        String message = reject.reason().toLowerCase(Locale.ROOT);
        @Nullable Object[] values = layout.values(record);
        for (int i = 0; i < values.length; i++) {
            if (fields.get(i).sensitive() && values[i] != null) {
                String value = String.valueOf(values[i]).strip().toLowerCase(Locale.ROOT);
                if (!value.isEmpty() && message.contains(value)) {
                    return false;
                }
            }
        }
        return true;
    }
}
