package io.quadrille.events.records;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a record class's components as fields. */
final class FieldReader {
    private static final Set<Class<?>> INTEGERS = Set.of(
            byte.class,
            short.class,
            int.class,
            long.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class);

    private FieldReader() {}

    static List<Field> fieldsOf(Class<?> recordClass) {
        return fieldsOf(recordClass, Set.of());
    }

    /** @param around the record classes it is nested in */
    private static List<Field> fieldsOf(Class<?> recordClass, Set<Class<?>> around) {
        if (!recordClass.isRecord()) {
            throw new IllegalArgumentException(recordClass.getName() + " is not a record class; declare it as one");
        }
        if (around.contains(recordClass)) {
            throw new IllegalArgumentException(recordClass.getName()
                    + " contains itself; a record's columns are fixed, so nest a class of another name or depth");
        }
        Set<Class<?>> within = new HashSet<>(around);
        within.add(recordClass);
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RecordComponent component : recordClass.getRecordComponents()) {
            String place = recordClass.getSimpleName() + "." + component.getName();
            Column column = component.getAnnotation(Column.class);
            String name = column != null ? column.value() : snakeCase(component.getName());
            if (!names.add(name)) {
                throw new IllegalArgumentException(place + ": two components have the column '" + name + "'");
            }
            if (name.startsWith("@")) {
                throw new IllegalArgumentException(place + ": a column's name may not start with @");
            }
            fields.add(field(
                    name,
                    component.getGenericType(),
                    component.isAnnotationPresent(Sensitive.class),
                    new Place(place, within)));
        }
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(recordClass.getName() + " has no components");
        }
        return List.copyOf(fields);
    }

    /** Where a component stands, for messages, and the record classes around it. */
    private record Place(String name, Set<Class<?>> within) {}

    private static Field field(String name, Type type, boolean sensitive, Place place) {
        if (type instanceof ParameterizedType parameterized) {
            Type content = parameterized.getActualTypeArguments()[0];
            if (parameterized.getRawType() == Optional.class) {
                Field inner = field(name, content, sensitive, place);
                if (inner.optional()) {
                    throw unsupported(place, type);
                }
                return new Field(
                        name, inner.kind(), inner.type(), true, inner.sensitive(), inner.nested(), inner.element());
            }
            if (parameterized.getRawType() == List.class) {
                Field element = field("element", content, false, place);
                if (element.optional()) {
                    throw unsupported(place, type);
                }
                return new Field(
                        name, FieldKind.LIST, List.class, false, sensitive || element.sensitive(), List.of(), element);
            }
        }
        if (!(type instanceof Class<?> of)) {
            throw unsupported(place, type);
        }
        FieldKind kind = kindOf(of);
        if (kind == null) {
            throw unsupported(place, type);
        }
        List<Field> nested = kind == FieldKind.RECORD ? fieldsOf(of, place.within()) : List.of();
        boolean hides = sensitive || nested.stream().anyMatch(Field::sensitive);
        return new Field(name, kind, of, false, hides, nested, null);
    }

    private static @Nullable FieldKind kindOf(Class<?> type) {
        if (type == String.class) {
            return FieldKind.STRING;
        } else if (INTEGERS.contains(type)) {
            return FieldKind.INTEGER;
        } else if (type == BigDecimal.class) {
            return FieldKind.DECIMAL;
        } else if (type == boolean.class || type == Boolean.class) {
            return FieldKind.BOOLEAN;
        } else if (type == LocalDate.class) {
            return FieldKind.DATE;
        } else if (type == Instant.class) {
            return FieldKind.INSTANT;
        } else if (type.isEnum()) {
            return FieldKind.ENUM;
        }
        return type.isRecord() ? FieldKind.RECORD : null;
    }

    private static IllegalArgumentException unsupported(Place place, Type type) {
        return new IllegalArgumentException(place.name() + " is a " + type.getTypeName()
                + "; a record holds String, byte to long, BigInteger, BigDecimal, boolean, LocalDate, Instant, enums,"
                + " nested record classes, List of these, and Optional of these");
    }

    static String snakeCase(String component) {
        return component
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
