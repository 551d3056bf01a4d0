package io.quadrille.infra;

import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.constructs.Construct;

/** How every DynamoDB table of a deployment is kept: paid by request, encrypted, with any second of 35 days to go back to. */
final class StoredTable {
    private StoredTable() {}

    static Table.Builder in(Construct scope, DeploymentKey key, Size size) {
        return Table.Builder.create(scope, "Table")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .encryption(TableEncryption.CUSTOMER_MANAGED)
                .encryptionKey(key.key())
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(size.care().keeps())
                .removalPolicy(size.removal());
    }
}
