package io.quadrille.aws.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How large an item is, as "DynamoDB item sizes and formats" in the developer guide has it. */
final class ItemSizes {
    static final int WRITE_UNIT_BYTES = 1024;

    private ItemSizes() {}

    static int of(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> attribute.getKey().getBytes(UTF_8).length + of(attribute.getValue()))
                .sum();
    }

    private static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().getBytes(UTF_8).length;
            case B -> value.b().asByteArray().length;
            case N -> (new BigDecimal(value.n()).stripTrailingZeros().precision() + 1) / 2 + 1;
            case BOOL -> 1;
            default -> throw new IllegalArgumentException("no bucket has a " + value.type());
        };
    }
}
