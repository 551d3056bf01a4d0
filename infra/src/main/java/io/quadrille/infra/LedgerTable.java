package io.quadrille.infra;

import io.quadrille.events.deployment.LedgerSchema;
import java.util.List;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.constructs.Construct;

/** The table of ledger and run registry. */
final class LedgerTable extends Construct {
    private final Table table;

    LedgerTable(Construct scope, DeploymentKey key, Blueprint blueprint) {
        super(scope, "Ledger");
        table = StoredTable.in(this, key, blueprint.size())
                .tableName(blueprint.deployment().ledger())
                .partitionKey(text(LedgerSchema.PARTITION_KEY))
                .sortKey(text(LedgerSchema.SORT_KEY))
                .build();
        index(LedgerSchema.RUNS_INDEX, LedgerSchema.LISTED);
        index(LedgerSchema.OPEN_INDEX, LedgerSchema.OPEN);
    }

    private void index(String name, String partition) {
        table.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
                .indexName(name)
                .partitionKey(text(partition))
                .sortKey(text(LedgerSchema.PLACE))
                .projectionType(ProjectionType.KEYS_ONLY)
                .build());
    }

    private static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }

    Table table() {
        return table;
    }

    /** To read a run and its tallies. */
    void grantRead(EntryRole role) {
        role.allow(List.of("dynamodb:GetItem", "dynamodb:Query"), table.getTableArn());
    }

    /** To look at runs from without: whether there are any, which, and each of them. */
    void grantView(EntryRole role) {
        role.allow(List.of("dynamodb:DescribeTable"), table.getTableArn());
        grantRead(role);
        grantList(role);
    }

    /** To find runs: their keys in an index, and then their items. */
    void grantList(EntryRole role) {
        role.allow(List.of("dynamodb:BatchGetItem"), table.getTableArn());
        role.allow(List.of("dynamodb:Query"), index(LedgerSchema.RUNS_INDEX), index(LedgerSchema.OPEN_INDEX));
    }

    /** To register a run, and to say of a run as a whole what became of it. */
    void grantChange(EntryRole role) {
        grantRead(role);
        role.allow(List.of("dynamodb:PutItem"), table.getTableArn());
    }

    /** To keep tallies; transactions are allowed by the actions they are made of. */
    void grantRecord(EntryRole role) {
        grantChange(role);
        role.allow(List.of("dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"), table.getTableArn());
    }

    /** To take up rejects and dead letters, and to say so; transactions are allowed by the actions they are made of. */
    void grantAmend(EntryRole role) {
        role.allow(
                List.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"), table.getTableArn());
    }

    private String index(String name) {
        return table.getTableArn() + "/index/" + name;
    }
}
