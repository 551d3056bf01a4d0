package io.quadrille.aws.tables;

import io.quadrille.events.records.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record's values as DynamoDB attributes.
 *
 * <p>Integers are N. Decimals are S, written as {@link java.math.BigDecimal#toString}: DynamoDB drops the trailing zeros
 * of a number, and 1.50 must not come back as 1.5. Text, dates (ISO 8601) and enum constants (by name) are S, booleans
 * BOOL, nested records M, lists L. What is absent has no attribute; in a list it is NULL, to keep its place.
 */
final class ItemValues {
    private ItemValues() {}

    /** @param value as the record class holds it */
    static AttributeValue of(Field field, Object value) {
        return switch (field.kind()) {
            case INTEGER -> AttributeValue.fromN(value.toString());
            case BOOLEAN -> AttributeValue.fromBool((Boolean) value);
            case STRING, DECIMAL, DATE, INSTANT -> AttributeValue.fromS(value.toString());
            case ENUM -> AttributeValue.fromS(((Enum<?>) value).name());
            case RECORD -> AttributeValue.fromM(named(field.nested(), field.nestedValues(value)));
            case LIST -> list(Objects.requireNonNull(field.element(), "a list's element"), (List<?>) value);
        };
    }

    /** The attributes of those values that are there, by column. */
    static Map<String, AttributeValue> named(List<Field> fields, @Nullable Object[] values) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                attributes.put(fields.get(i).name(), of(fields.get(i), value));
            }
        }
        return attributes;
    }

    private static AttributeValue list(Field element, List<?> values) {
        List<AttributeValue> list = new ArrayList<>(values.size());
        for (Object value : values) {
            list.add(value == null ? AttributeValue.fromNul(true) : of(element, value));
        }
        return AttributeValue.fromL(list);
    }

    /** @param value a String or a Long */
    static AttributeValue ofKey(Object value) {
        return value instanceof Long number
                ? AttributeValue.fromN(number.toString())
                : AttributeValue.fromS((String) value);
    }
}
