package io.quadrille.aws.ledger;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.DynamoDbLocal;
import io.quadrille.contracts.ledger.LedgerAdversityContract;
import io.quadrille.contracts.ledger.LedgerAmendmentContract;
import io.quadrille.contracts.ledger.LedgerDisputeContract;
import io.quadrille.contracts.ledger.LedgerReadingContract;
import io.quadrille.contracts.ledger.LedgerTallyContract;
import io.quadrille.observer.ledger.LedgerStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contracts of every ledger on DynamoDB Local, with as many calls at once as they make. */
@ExtendWith(DynamoDbLocal.class)
final class DynamoDbLedgerLocalTest {
    private final TestLedgers ledgers;

    DynamoDbLedgerLocalTest(AwsClients clients) {
        ledgers = new TestLedgers(clients.dynamoDb());
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
    final class Reading extends LedgerReadingContract {
        @Override
        protected LedgerStore ledger() {
            return ledgers.ledger();
        }
    }

    @Nested
    final class Adversity extends LedgerAdversityContract {
        @Override
        protected LedgerStore ledger() {
            return ledgers.ledger();
        }

        @Override
        protected int seeds() {
            return 3;
        }

        @Override
        protected int[] runsOfSeveralBuckets() {
            return new int[] {65};
        }
    }
}
