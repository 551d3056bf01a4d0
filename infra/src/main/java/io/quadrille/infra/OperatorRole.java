package io.quadrille.infra;

import io.quadrille.events.deployment.Landing;
import software.constructs.Construct;

/**
 * The role of people who mend runs, from a command or the page that {@code quadrille serve --aws} serves: they look at
 * runs and the files they came from, take up rejects and dead letters in the ledger, and put events on the bus.
 */
final class OperatorRole extends Construct {
    /** As its tag says, and as it is borrowed. */
    static final String NAME = "operator";

    private final EntryRole role;

    OperatorRole(Construct scope, Ground ground) {
        super(scope, "Operator");
        role = EntryRole.ofPeople(this, ground.blueprint(), NAME);
        ground.grantCommon(role);
        ground.ledger().grantView(role);
        ground.ledger().grantAmend(role);
        ground.landing().grantRead(role, Landing.DEFAULT.prefix());
        ground.blobs().grantLeave(role);
        ground.blobs().grantFetch(role); // a chunk is sent again only if its claim check is still there
        ground.blobs().grantRedrive(role);
    }

    String arn() {
        return role.role().getRoleArn();
    }
}
