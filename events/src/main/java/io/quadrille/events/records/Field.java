package io.quadrille.events.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record class, as events, tables and schemas see it.
 *
 * @param name the column's name: the component's in snake_case, or as {@link Column} says
 * @param kind the kind of its values
 * @param type the Java class of its values (inside an Optional: the Optional's content)
 * @param optional whether it may be absent
 * @param sensitive whether it, or anything nested in it, is {@link Sensitive}
 * @param nested the fields of a {@link FieldKind#RECORD}, in order; else empty
 * @param element the element of a {@link FieldKind#LIST}; else null
 */
public record Field(
        String name,
        FieldKind kind,
        Class<?> type,
        boolean optional,
        boolean sensitive,
        List<Field> nested,
        @Nullable Field element) {

    public Field {
        nested = List.copyOf(nested);
    }

    /** A required field of text, as the columns of a file without a record class are. */
    public static Field text(String name) {
        return new Field(name, FieldKind.STRING, String.class, false, false, List.of(), null);
    }

    /** A name by which headers are compared: case, spaces, {@code _} and {@code -} do not count. */
    public static String looseName(String name) {
        StringBuilder loose = new StringBuilder(name.length());
        name.strip()
                .codePoints()
                .filter(c -> c != ' ' && c != '_' && c != '-')
                .map(Character::toLowerCase)
                .forEach(loose::appendCodePoint);
        return loose.toString();
    }

    /** The values of a nested record, one for each {@link #nested} field. */
    public @Nullable Object[] nestedValues(Object record) {
        return NestedLayouts.values(record);
    }

    /** The element of a list. @throws IllegalStateException for any other kind */
    Field elements() {
        if (element == null) {
            throw new IllegalStateException("field '" + name + "' is no list");
        }
        return element;
    }

    /** How the kind is written in messages and digests, such as {@code integer?} for an optional one. */
    public String describe() {
        String of =
                switch (kind) {
                    case LIST -> "list of " + (element == null ? "?" : element.describe());
                    case RECORD ->
                        "record "
                                + nested.stream()
                                        .map(f -> f.name + ":" + f.describe())
                                        .toList();
                    case ENUM -> "one of " + List.of(type.getEnumConstants());
                    case INTEGER -> "integer/" + type.getSimpleName();
                    default -> kind.name().toLowerCase(java.util.Locale.ROOT);
                };
        return of + (optional ? "?" : "") + (sensitive ? " sensitive" : "");
    }
}
