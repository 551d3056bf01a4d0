package io.quadrille.aws.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.DynamoDbLocal;
import io.quadrille.aws.NotSetUp;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.events.records.Origin;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.BucketSums;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.ledger.RunTally;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is DynamoDB's alone; the contracts are in the tests named after the endpoints. */
final class DynamoDbLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00.123456789Z");
    private static final RunKey RUN = new RunKey("customers", "0123456789abcdef", 1);

    private static ChunkOutcome outcome(int chunk) {
        return new ChunkOutcome(
                new ChunkKey(RUN, "transform", chunk),
                new Counts(500, 420, 0, 60, 20, 0),
                1,
                2,
                "data " + chunk,
                "cause " + chunk,
                new ChunkOutcome.Timing(10_000L + chunk * 15_000L, 2_000L + chunk * 1_200L));
    }

    private static Graph graph(int steps) {
        List<Graph.Node> nodes = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            String upstream = i == 0 ? null : "step" + (i - 1);
            nodes.add(
                    new Graph.Node("step" + i, i == 0 ? StepKind.EXTRACT : StepKind.TRANSFORM, upstream, null, false));
        }
        return new Graph(nodes);
    }

    private static RunChange started(RunKey run, int steps) {
        SourceObject source = new SourceObject("bucket", "in/rows.csv", "v1", 1);
        return new RunChange.Started(new Fact.RunStarted(run, source, NOW, "digest", graph(steps)), NOW);
    }

    @Nested
    @ExtendWith(DynamoDbLocal.class)
    final class OnDynamoDbLocal {
        private final TestLedgers ledgers;

        OnDynamoDbLocal(AwsClients clients) {
            ledgers = new TestLedgers(clients.dynamoDb());
        }

        @AfterEach
        void remove() {
            ledgers.close();
        }

        @Test
        void each_outcome_of_a_full_bucket_is_one_call_and_one_write_unit() {
            CountingClient counting = new CountingClient(ledgers.dynamoDb);
            DynamoDbLedger ledger = new DynamoDbLedger(counting.client, ledgers.table(), new Random(1));
            for (int chunk = 0; chunk < BucketKey.CHUNKS; chunk++) {
                assertThat(ledger.addOutcome(outcome(chunk), NOW, NOW).applied())
                        .isTrue();
            }

            assertThat(counting.calls).hasSize(BucketKey.CHUNKS).containsOnly("updateItem");
            assertThat(counting.units).hasSize(BucketKey.CHUNKS).containsOnly(1.0);
            assertThat(ledger.addOutcome(outcome(7), NOW, NOW).applied()).isFalse();
            assertThat(ledger.buckets(RUN, 0).get(0).isFull(BucketKey.CHUNKS)).isFalse();
            assertThat(ledger.buckets(RUN, 0).get(0).cells()).hasSize(BucketKey.CHUNKS);
        }

        @Test
        void an_outcome_of_a_closed_slot_does_not_pass_by_the_transaction() {
            DynamoDbLedger ledger = ledgers.ledger();
            ledger.change(RUN, started(RUN, 3), NOW);
            ledger.revise(RUN, 0, slice -> slice.withDead("step0", 5, 500, NOW), NOW);

            ChunkOutcome late = new ChunkOutcome(
                    new ChunkKey(RUN, "step1", 5), Counts.ZERO, 1, 2, null, null, ChunkOutcome.Timing.NONE);
            assertThat(ledger.addOutcome(late, NOW, NOW).applied()).isFalse();
            assertThat(ledger.addOutcome(late, NOW, NOW).bucket().isClosed(5)).isTrue();
            assertThat(ledger.findRun(RUN).orElseThrow().revision()).isEqualTo(1);
        }

        @Test
        void a_revision_sees_what_was_added_while_it_was_made() {
            DynamoDbLedger ledger = ledgers.ledger();
            ledger.change(RUN, started(RUN, 3), NOW);
            boolean[] added = new boolean[1];
            ledger.revise(
                    RUN,
                    0,
                    slice -> {
                        if (!added[0]) { // at a step downstream that had no bucket when it was read
                            added[0] = true;
                            ledger.addOutcome(
                                    new ChunkOutcome(
                                            new ChunkKey(RUN, "step2", 5),
                                            Counts.ZERO,
                                            1,
                                            2,
                                            null,
                                            null,
                                            ChunkOutcome.Timing.NONE),
                                    NOW,
                                    NOW);
                        }
                        return slice.withDead("step1", 5, 500, NOW);
                    },
                    NOW);

            assertThat(ledger.findBucket(new BucketKey(RUN, 0, "step1"))
                            .orElseThrow()
                            .isClosed(5))
                    .isFalse();
            assertThat(ledger.findBucket(new BucketKey(RUN, 0, "step2"))
                            .orElseThrow()
                            .cells())
                    .containsOnlyKeys(5);
        }

        @Test
        void changes_at_once_are_all_kept() {
            DynamoDbLedger ledger = ledgers.ledger();
            ledger.change(RUN, started(RUN, 1), NOW);
            IntStream.range(0, 40).parallel().forEach(number -> {
                BucketKey bucket = new BucketKey(RUN, number, "step0");
                ledger.change(RUN, new RunChange.BucketClosed(bucket, BucketSums.ZERO, 0), NOW);
                ledger.change(RUN, new RunChange.Duplicates(2), NOW);
            });

            RunTally tally = ledger.findRun(RUN).orElseThrow();
            assertThat(tally.step("step0").closed().cardinality()).isEqualTo(40);
            assertThat(tally.duplicates()).isEqualTo(80);
        }

        @Test
        void a_snapshot_of_more_buckets_than_a_transaction_takes_is_whole() {
            CountingClient counting = new CountingClient(ledgers.dynamoDb);
            DynamoDbLedger ledger = new DynamoDbLedger(counting.client, ledgers.table(), new Random(1));
            beginBuckets(ledger, 120);
            counting.calls.clear();
            RunSnapshot snapshot = ledger.snapshot(RUN).orElseThrow();

            assertThat(snapshot.buckets()).isEqualTo(ledger.buckets(RUN, 0)).hasSize(120);
            assertThat(counting.calls).containsSubsequence("query", "transactGetItems", "transactGetItems");
            assertThat(counting.calls.stream().filter("transactGetItems"::equals))
                    .hasSize(3);
        }

        @Test
        void a_snapshot_reads_again_where_a_bucket_closed_meanwhile_and_nowhere_else() {
            CountingClient counting = new CountingClient(ledgers.dynamoDb);
            DynamoDbLedger ledger = new DynamoDbLedger(counting.client, ledgers.table(), new Random(1));
            beginBuckets(ledger, 120);
            counting.calls.clear();
            counting.before = call -> {
                if (call.equals("transactGetItems")) { // before the second group: one in the first, one in the third
                    int read = Collections.frequency(counting.calls, call);
                    if (read == 2) {
                        counting.before = later -> {};
                        close(ledger, 0);
                        close(ledger, 119);
                    }
                }
            };
            RunSnapshot snapshot = ledger.snapshot(RUN).orElseThrow();

            assertThat(snapshot).isEqualTo(new RunSnapshot(ledger.findRun(RUN).orElseThrow(), ledger.buckets(RUN, 0)));
            assertThat(snapshot.tally().step("step0").closed().cardinality()).isEqualTo(2);
            assertThat(Collections.frequency(counting.calls, "transactGetItems"))
                    .isEqualTo(3 + 1);
        }

        private static void beginBuckets(DynamoDbLedger ledger, int count) {
            ledger.change(RUN, started(RUN, 2), NOW);
            for (int bucket = 0; bucket < count; bucket++) {
                ChunkKey chunk = new ChunkKey(RUN, "step0", bucket * BucketKey.CHUNKS);
                ledger.addOutcome(
                        new ChunkOutcome(chunk, Counts.ZERO, 1, 2, null, null, ChunkOutcome.Timing.NONE), NOW, NOW);
            }
        }

        private static void close(DynamoDbLedger ledger, int bucket) {
            BucketKey key = new BucketKey(RUN, bucket, "step0");
            ledger.change(RUN, new RunChange.BucketClosed(key, BucketSums.ZERO, 0), NOW);
        }

        @Test
        void rejects_that_one_item_cannot_hold_are_read_in_order() {
            DynamoDbLedger ledger = ledgers.ledger();
            List<Rejection> rejections = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                rejections.add(new Rejection(new Origin(i + 2, i, 0), "amount", "NOT_A_NUMBER", "€".repeat(990)));
            }
            ChunkKey chunk = new ChunkKey(RUN, "transform", 3);
            ledger.putRejects(chunk, rejections);
            ledger.putRejects(chunk, rejections);
            ledger.putRejects(new ChunkKey(RUN, "load", 3), rejections.subList(0, 1));

            List<RejectRow> rows = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            do {
                Page<RejectRow> page = ledger.rejects(RUN, RejectFilter.ALL, cursor, 170);
                rows.addAll(page.items());
                cursor = page.next();
            } while (cursor.isPresent());
            assertThat(rows).hasSize(501).isSortedAccordingTo(RejectRow.ORDER);
            assertThat(rows.subList(1, 501))
                    .extracting(RejectRow::place)
                    .isEqualTo(IntStream.range(0, 500).boxed().toList());
        }

        @Test
        void open_runs_are_listed_without_a_look_at_those_that_are_complete() {
            CountingClient counting = new CountingClient(ledgers.dynamoDb);
            DynamoDbLedger ledger = new DynamoDbLedger(counting.client, ledgers.table(), new Random(1));
            for (int i = 0; i < 150; i++) {
                RunKey run = new RunKey("customers", "run" + i, 1);
                ledger.change(run, started(run, 1), NOW);
                if (i != 70) {
                    ledger.change(run, new RunChange.Completed(RunStatus.COMPLETE, 0), NOW);
                }
            }
            counting.calls.clear();
            List<RunTally> running = ledger.runs(RunFilter.ofStatus(RunStatus.RUNNING), Optional.empty(), 100)
                    .items();

            assertThat(running).extracting(tally -> tally.run().run()).containsExactly("run70");
            assertThat(counting.calls).containsExactly("query", "batchGetItem");
            assertThat(ledger.runs(RunFilter.ofStatus(RunStatus.COMPLETE), Optional.empty(), 200)
                            .items())
                    .hasSize(149);
        }

        @Test
        void a_table_is_created_once_and_another_one_is_refused() {
            LedgerTable table = ledgers.table();
            table.createIfMissing(ledgers.dynamoDb);
            ledgers.dynamoDb.createTable(table.definition().toBuilder()
                    .tableName(table.name() + "2")
                    .globalSecondaryIndexes(
                            table.definition().globalSecondaryIndexes().subList(0, 1))
                    .attributeDefinitions(table.definition().attributeDefinitions().stream()
                            .filter(attribute -> !attribute.attributeName().equals(LedgerTable.OPEN))
                            .toList())
                    .build());
            LedgerTable other = new LedgerTable(table.name() + "2");

            assertThatThrownBy(() -> other.createIfMissing(ledgers.dynamoDb))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining(other.name())
                    .hasMessageContaining("have the indexes listed and open");
            ledgers.dynamoDb.deleteTable(request -> request.tableName(other.name()));
        }

        @Test
        void a_missing_table_is_named_with_the_permission() {
            DynamoDbLedger ledger =
                    new DynamoDbLedger(ledgers.dynamoDb, LedgerTable.ofDeployment("nowhere-"), new Random(1));
            assertThatThrownBy(() -> ledger.addOutcome(outcome(0), NOW, NOW))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining("'nowhere-ledger' was refused (ResourceNotFoundException)")
                    .hasMessageContaining("dynamodb:UpdateItem");
        }
    }

    @ParameterizedTest
    @CsvSource({"400, ThrottlingException", "400, ProvisionedThroughputExceededException", "500, InternalServerError"})
    void a_throttle_is_retryable(int status, String code) throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(status, code)) {
            DynamoDbLedger ledger = ledger(endpoint);
            assertThatThrownBy(() -> ledger.addOutcome(outcome(0), NOW, NOW)).isInstanceOf(RetryableFailure.class);
            assertThatThrownBy(() -> ledger.findRun(RUN)).isInstanceOf(RetryableFailure.class);
        }
    }

    @Test
    void a_denied_call_is_not_set_up() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(400, "AccessDeniedException")) {
            assertThatThrownBy(() -> ledger(endpoint).snapshot(RUN))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining("'prod-ledger'")
                    .hasMessageContaining("dynamodb:GetItem");
        }
    }

    @Test
    void a_transaction_that_always_conflicts_is_left_to_the_queue() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(400, "TransactionConflictException")) {
            assertThatThrownBy(() -> ledger(endpoint).addOutcome(outcome(0), NOW, NOW))
                    .isInstanceOf(RetryableFailure.class)
                    .hasMessageContaining("was overtaken by other writers 20 times in a row");
        }
    }

    private static DynamoDbLedger ledger(AnsweringEndpoint endpoint) {
        return new DynamoDbLedger(endpoint.clients().dynamoDb(), LedgerTable.ofDeployment("prod-"), new Random(1));
    }
}
