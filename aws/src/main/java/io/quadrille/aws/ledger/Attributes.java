package io.quadrille.aws.ledger;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes that an item of ours has. */
final class Attributes {
    private Attributes() {}

    static AttributeValue require(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        if (value == null) {
            throw new IllegalStateException("an item of the ledger has no attribute '" + attribute
                    + "': it is of another version of this program, or was not written by it");
        }
        return value;
    }

    static String text(Map<String, AttributeValue> item, String attribute) {
        return require(item, attribute).s();
    }

    static long number(Map<String, AttributeValue> item, String attribute) {
        return Long.parseLong(require(item, attribute).n());
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
