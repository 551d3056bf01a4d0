package io.quadrille.aws.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.DynamoDbLocal;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.OneAtATime;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.observer.ledger.RunChange;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class DynamoDbRunRegistryTest {
    private static final Instant EARLY = Instant.parse("2026-11-03T12:00:00.123456789Z");

    private static Registration registration(int attempt, Instant time, @Nullable String secret) {
        return new Registration(
                new RunKey("customers", "0123456789abcdef", attempt),
                new SourceObject("bucket", "in/it's \"1\".csv", "v1", 12),
                time,
                secret == null ? null : "0055AED6DCD90281E5",
                secret);
    }

    abstract static class Contract {
        private final TestLedgers ledgers;
        private final LedgerTable table;
        private final DynamoDbRunRegistry registry;

        Contract(DynamoDbClient dynamoDb) {
            ledgers = new TestLedgers(dynamoDb);
            table = ledgers.table();
            registry = new DynamoDbRunRegistry(dynamoDb, table);
        }

        @AfterEach
        void remove() {
            ledgers.close();
        }

        @Test
        void the_first_registration_of_an_attempt_holds() {
            Registration first = registration(1, EARLY, null);
            Registration tenth = registration(10, EARLY, "wrapped");
            assertThat(registry.find(first.run())).isEmpty();
            assertThat(registry.latestAttempt("0123456789abcdef")).isEmpty();
            assertThat(registry.register(first)).isEqualTo(first);
            assertThat(registry.register(registration(1, EARLY.plusSeconds(1), "wrapped")))
                    .isEqualTo(first);
            assertThat(registry.register(registration(9, EARLY, "wrapped"))).isNotEqualTo(first);
            assertThat(registry.register(tenth)).isEqualTo(tenth);
            assertThat(registry.find(first.run())).contains(first);
            assertThat(registry.find(tenth.run())).contains(tenth);
            assertThat(registry.latestAttempt("0123456789abcdef")).hasValue(10);
        }

        @Test
        void registrations_and_launches_are_not_taken_for_runs() {
            DynamoDbLedger ledger = new DynamoDbLedger(ledgers.dynamoDb, table, new Random(1));
            Registration second = registration(2, EARLY, null);
            registry.register(second);
            registry.countLaunch(second.run());
            assertThat(ledger.findLatestAttempt("0123456789abcdef")).isEmpty();
            RunKey first = registration(1, EARLY, null).run();
            ledger.change(first, new RunChange.Duplicates(0), EARLY);
            assertThat(ledger.findLatestAttempt("0123456789abcdef")).contains(first);
            assertThat(registry.latestAttempt("0123456789abcdef")).hasValue(2);
        }

        @Test
        void each_launch_has_the_next_number() {
            RunKey run = registration(1, EARLY, null).run();
            List<Integer> counted = IntStream.range(0, 20)
                    .parallel()
                    .mapToObj(i -> registry.countLaunch(run))
                    .sorted()
                    .toList();
            assertThat(counted).isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
            assertThat(registry.countLaunch(registration(2, EARLY, null).run())).isEqualTo(1);
        }
    }

    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnEndpoint extends Contract {
        OnEndpoint(AwsClients clients) {
            super(OneAtATime.of(clients.dynamoDb()));
        }
    }

    @Nested
    @ExtendWith(DynamoDbLocal.class)
    final class OnDynamoDbLocal extends Contract {
        OnDynamoDbLocal(AwsClients clients) {
            super(clients.dynamoDb());
        }
    }
}
