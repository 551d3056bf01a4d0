package io.quadrille.infra;

import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.constructs.Construct;

/** The table of a load step, keyed by the step's columns: numbers for integers, else strings. */
final class LoadTable extends Construct {
    /** "Naming rules", DynamoDB developer guide. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    private final Table table;

    LoadTable(Construct scope, DeploymentKey key, Blueprint blueprint, LoadStep<?> load) {
        super(scope, "Table");
        String name = blueprint.deployment().table(load.table().name());
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Pipeline '%s': step '%s' loads table '%s', and DynamoDB takes no name like"
                                    .formatted(
                                            blueprint.pipeline().name(),
                                            load.name(),
                                            load.table().name())
                            + " '" + name
                            + "': letters, digits, '_', '.' and '-' alone, at most 255. Rename the table.");
        }
        List<String> keys = load.table().keys();
        Table.Builder builder =
                StoredTable.in(this, key, blueprint.size()).tableName(name).partitionKey(attribute(load, keys.get(0)));
        if (keys.size() > 1) {
            builder.sortKey(attribute(load, keys.get(1)));
        }
        table = builder.build();
    }

    private static Attribute attribute(LoadStep<?> load, String key) {
        boolean number = load.from().layoutFor(load.table().keys()).fields().stream()
                .filter(field -> field.name().equals(key))
                .map(Field::kind)
                .anyMatch(kind -> kind == FieldKind.INTEGER);
        return Attribute.builder()
                .name(key)
                .type(number ? AttributeType.NUMBER : AttributeType.STRING)
                .build();
    }

    Table table() {
        return table;
    }

    /** Each record is one conditional put. */
    void grantLoad(EntryRole role) {
        role.allow(List.of("dynamodb:PutItem"), table.getTableArn());
    }
}
