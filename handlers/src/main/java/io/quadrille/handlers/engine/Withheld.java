package io.quadrille.handlers.engine;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.events.records.Layout;
import io.quadrille.handlers.Reject;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps sensitive values out of what handlers reject with. */
final class Withheld {
    /** So many letters and digits of a sensitive value in a row give it away. */
    private static final int TELLING = 4;

    private Withheld() {}

    /** The reject's message, or its length where it may show a sensitive value. */
    static <I> String message(Layout<I> layout, I record, Reject reject) {
        if (!layout.hasSensitive() || isSafe(layout, record, reject)) {
            return reject.reason();
        }
        return "(message of " + reject.reason().length() + " characters withheld: the record has a sensitive field)";
    }

    /** The reject's column; where the record has a sensitive field, only if it is a column at all. */
    static @Nullable String column(Layout<?> layout, Reject reject) {
        String column = reject.column();
        return column == null || !layout.hasSensitive() || layout.columns().contains(column) ? column : null;
    }

    /** Safe is a message about a column that is not sensitive, if it repeats nothing of a sensitive value. */
    private static <I> boolean isSafe(Layout<I> layout, I record, Reject reject) {
        List<Field> fields = layout.fields();
        boolean namesOpenColumn =
                fields.stream().anyMatch(field -> field.name().equals(reject.column()) && !field.sensitive());
        if (!namesOpenColumn) {
            return false;
        }
        String message = reject.reason();
        @Nullable Object[] values = layout.values(record);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (fields.get(i).sensitive() && value != null && mayShow(message, fields.get(i), value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayShow(String message, Field field, Object value) {
        if (!field.kind().isScalar()) {
            return true; // its text is its class's to choose
        }
        String raw = field.kind() == FieldKind.DECIMAL ? digits((BigDecimal) value) : value.toString();
        String text = folded(raw);
        if (text.isEmpty()) {
            return !raw.isBlank() && message.contains(raw.strip());
        }
        int length = Math.min(TELLING, text.length());
        return !Collections.disjoint(runs(folded(message), length), runs(text, length));
    }

    private static Set<String> runs(String text, int length) {
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + length <= text.length(); i++) {
            runs.add(text.substring(i, i + length));
        }
        return runs;
    }

    /** However its scale is written. */
    private static String digits(BigDecimal value) {
        return value.stripTrailingZeros().unscaledValue().abs().toString();
    }

    /** Letters and digits alone, without case and accents, so that a value is known however it is written. */
    private static String folded(String text) {
        String upper = Normalizer.normalize(text, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(upper.length());
        upper.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }
}
