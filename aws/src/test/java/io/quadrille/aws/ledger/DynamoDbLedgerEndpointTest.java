package io.quadrille.aws.ledger;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.OneAtATime;
import io.quadrille.contracts.ledger.JourneyContract;
import io.quadrille.contracts.ledger.LedgerAmendmentContract;
import io.quadrille.contracts.ledger.LedgerDisputeContract;
import io.quadrille.contracts.ledger.LedgerReadingContract;
import io.quadrille.contracts.ledger.LedgerTallyContract;
import io.quadrille.contracts.ledger.RunQueriesContract;
import io.quadrille.observer.ledger.LedgerStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contracts of every ledger on an endpoint: its calls one at a time. Adversity is left to DynamoDB Local, as moto checks
 * and writes in two moves.
 */
@ExtendWith(EndpointClients.class)
final class DynamoDbLedgerEndpointTest {
    private final TestLedgers ledgers;

    DynamoDbLedgerEndpointTest(AwsClients clients) {
        ledgers = new TestLedgers(OneAtATime.of(clients.dynamoDb()));
    }

    @AfterEach
    void remove() {
        ledgers.close();
    }

    @Nested
    final class Tallies extends LedgerTallyContract {
        @Override
        protected LedgerStore ledger() {
            return ledgers.ledger();
        }
    }

    @Nested
    final class Disputes extends LedgerDisputeContract {
        @Override
        protected LedgerStore ledger() {
            return ledgers.ledger();
        }
    }

    @Nested
    final class Amendments extends LedgerAmendmentContract {
        @Override
        protected LedgerStore ledger() {
            return ledgers.ledger();
        }
    }

    @Nested
    final class Queries extends RunQueriesContract {
        @Override
        protected LedgerStore ledger() {
            return ledgers.ledger();
        }
    }

    @Nested
    final class Journeys extends JourneyContract {
        @Override
        protected LedgerStore ledger() {
            return ledgers.ledger();
        }
    }

    @Nested
    final class Reading extends LedgerReadingContract {
        @Override
        protected LedgerStore ledger() {
            return ledgers.ledger();
        }
    }
}
