package io.quadrille.events.documents;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a fact's data, which bear the names of the fact's components. */
final class FactFields {
    private FactFields() {}

    static List<Field> of(Class<?> recordClass) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : recordClass.getRecordComponents()) {
            fields.add(field(component.getName(), component.getAnnotatedType()));
        }
        return List.copyOf(fields);
    }

    private static Field field(String name, AnnotatedType type) {
        boolean optional = type.isAnnotationPresent(Nullable.class);
        if (type instanceof AnnotatedParameterizedType list) {
            Field element = field("element", list.getAnnotatedActualTypeArguments()[0]);
            return new Field(name, FieldKind.LIST, List.class, optional, false, List.of(), element);
        }
        Class<?> of = (Class<?>) type.getType();
        List<Field> nested = of.isRecord() ? of(of) : List.of();
        return new Field(name, kind(name, of), of, optional, false, nested, null);
    }

    private static FieldKind kind(String name, Class<?> type) {
        if (type == String.class) {
            return FieldKind.STRING;
        } else if (type == int.class || type == long.class || type == Integer.class) {
            return FieldKind.INTEGER;
        } else if (type == boolean.class) {
            return FieldKind.BOOLEAN;
        } else if (type == Instant.class) {
            return FieldKind.INSTANT;
        } else if (type.isEnum()) {
            return FieldKind.ENUM;
        } else if (type.isRecord()) {
            return FieldKind.RECORD;
        }
        throw new IllegalStateException("component '" + name + "' of a fact is a " + type.getName()
                + "; teach FactFields how it stands in JSON");
    }
}
