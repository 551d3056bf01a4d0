package io.quadrille.aws.arrival;

import static io.quadrille.events.FactKind.FILE_EXTRACTED;
import static io.quadrille.events.FactKind.RECORDS_EXTRACTED;
import static io.quadrille.events.FactKind.RUN_FAILED;
import static io.quadrille.events.FactKind.RUN_STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.MemoryStage;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.arrival.Arrivals.Placement;
import io.quadrille.aws.arrival.Arrivals.Taken;
import io.quadrille.aws.s3.S3Arrival;
import io.quadrille.aws.s3.S3Notifications;
import io.quadrille.aws.s3.S3Sources;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.deployment.Landing;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.observer.ledger.RunStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

final class ArrivalsTest {
    private static final String KEY = "landing/März 1+2 %41.csv";
    private static final StopSignal NEVER = StopSignal.whenAsked();

    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnAnEndpoint {
        private final String bucket = "landing-" + UUID.randomUUID();
        private final S3Client s3;
        private final MemoryStage stage;
        private final List<String> launched = new ArrayList<>();

        OnAnEndpoint(AwsClients clients) {
            s3 = clients.s3();
            s3.createBucket(request -> request.bucket(bucket)
                    .createBucketConfiguration(where -> where.locationConstraint("eu-central-1")));
            stage = new MemoryStage(new S3Sources(s3));
        }

        @Test
        void a_dropped_object_is_registered_with_its_own_time_and_extracted() {
            keepVersions();
            S3Arrival arrival = put(KEY, MemoryStage.file(5));

            assertThat(arrivals().take(arrival, NEVER)).isEqualTo(Taken.EXTRACTED);

            Registration registration = registration(arrival);
            assertThat(registration.source().bytes())
                    .isEqualTo(MemoryStage.file(5).length());
            assertThat(registration.sequencer()).isEqualTo("0A1B");
            assertThat(registration.sourceTime())
                    .isEqualTo(s3.headObject(request -> request.bucket(bucket).key(KEY))
                            .lastModified());
            assertThat(stage.takeKinds())
                    .containsExactly(
                            RUN_STARTED, RECORDS_EXTRACTED, RECORDS_EXTRACTED, RECORDS_EXTRACTED, FILE_EXTRACTED);
            stage.deliverAll();
            assertThat(status(arrival)).isEqualTo(RunStatus.COMPLETE);
            assertThat(stage.tables.count("readings")).isEqualTo(5);
        }

        @ParameterizedTest
        @ValueSource(strings = {"eventbridge", "direct"})
        void both_styles_of_notification_lead_to_the_same_run(String style) {
            S3Arrival arrival = put(KEY, MemoryStage.file(2));
            String body = style.equals("direct")
                    ? """
                      {"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"%s"},"object":{
                      "key":"landing/M%%C3%%A4rz+1%%2B2+%%2541.csv","size":1,"eTag":"%s","sequencer":"0A1B"}}}]}"""
                            .formatted(bucket, arrival.source().version())
                    : S3Notifications.write(arrival);

            assertThat(handle(body, 1)).containsExactly(new Delivery.Done());
            assertThat(registration(arrival).source().key()).isEqualTo(KEY);
        }

        @Test
        void a_notification_told_again_reads_nothing_again() {
            S3Arrival arrival = put(KEY, MemoryStage.file(5));
            arrivals().take(arrival, NEVER);
            stage.deliverAll();
            stage.takeKinds();
            s3.deleteObject(request -> request.bucket(bucket).key(KEY));

            assertThat(arrivals().take(arrival, NEVER)).isEqualTo(Taken.KNOWN);
            assertThat(stage.takeKinds()).isEmpty();
        }

        @Test
        void a_reordered_notification_is_a_run_of_its_own_version() {
            keepVersions();
            S3Arrival first = put(KEY, MemoryStage.file(1));
            S3Arrival second = put(KEY, MemoryStage.file(3));

            assertThat(arrivals().take(second, NEVER)).isEqualTo(Taken.EXTRACTED);
            assertThat(arrivals().take(first, NEVER)).isEqualTo(Taken.EXTRACTED);
            stage.deliverAll();

            assertThat(stage.runtime().queries().find(key(first)).orElseThrow().extracted())
                    .isEqualTo(1);
            assertThat(stage.runtime().queries().find(key(second)).orElseThrow().extracted())
                    .isEqualTo(3);
        }

        @Test
        void an_empty_object_is_a_run_that_completes_with_nothing() {
            S3Arrival arrival = put("landing/empty.csv", "");

            assertThat(arrivals().take(arrival, NEVER)).isEqualTo(Taken.EXTRACTED);
            stage.deliverAll();
            assertThat(status(arrival)).isEqualTo(RunStatus.COMPLETE);
        }

        @Test
        void what_is_not_of_the_landing_is_ignored() {
            for (String key : List.of("other/a.csv", "landing/a.parquet", "landing/")) {
                assertThat(arrivals().take(arrival(key, "v1"), NEVER)).isEqualTo(Taken.IGNORED);
            }
            assertThat(stage.takeKinds()).isEmpty();
        }

        @Test
        void an_object_deleted_before_it_is_read_fails_its_run_and_is_done_with() {
            S3Arrival arrival = put(KEY, MemoryStage.file(5));
            s3.deleteObject(request -> request.bucket(bucket).key(KEY));

            assertThat(handle(S3Notifications.write(arrival), 1)).containsExactly(new Delivery.Done());
            assertThat(((Fact.RunFailed) stage.lastFact()).reason())
                    .isEqualTo("s3://" + bucket + "/" + KEY + " (version "
                            + arrival.source().version()
                            + ") is gone: it was deleted. Drop the file again; that is a new run.");
            stage.deliverAll();
            assertThat(status(arrival)).isEqualTo(RunStatus.FAILED);
        }

        @Test
        void an_object_replaced_before_it_is_read_fails_its_run_alone() {
            S3Arrival first = put(KEY, MemoryStage.file(1));
            S3Arrival second = put(KEY, MemoryStage.file(3));

            assertThat(arrivals().take(first, NEVER)).isEqualTo(Taken.FAILED);
            assertThat(((Fact.RunFailed) stage.lastFact()).reason()).contains("was replaced by another content");
            assertThat(arrivals().take(second, NEVER)).isEqualTo(Taken.EXTRACTED);
        }

        @Test
        void an_object_replaced_while_it_waits_for_its_second_pass_fails_its_run() {
            S3Arrival arrival = put(KEY, MemoryStage.file(5));
            StopSignal stop = StopSignal.whenAsked();
            stage.whenPut(event -> stop.ask());
            arrivals().take(arrival, stop);
            put(KEY, MemoryStage.file(1));

            assertThat(arrivals().take(arrival, NEVER)).isEqualTo(Taken.FAILED);
            stage.deliverAll();
            assertThat(status(arrival)).isEqualTo(RunStatus.FAILED);
        }

        @Test
        void an_extract_that_is_to_stop_ends_between_chunks_and_the_next_one_ends_it() {
            S3Arrival arrival = put(KEY, MemoryStage.file(9));
            Instant deadline = stage.now().plusSeconds(60);
            StopSignal stop = StopSignal.at(deadline, stage::now);
            stage.whenPut(event -> {
                if (event.kind() == RECORDS_EXTRACTED && event.chunk().chunk() == 1) {
                    stage.setNow(deadline);
                }
            });

            Delivery.Consumer consumer = arrivals().consumer(stop);
            Delivery delivery = delivery(S3Notifications.write(arrival), 1);
            assertThat(consumer.handle(List.of(delivery, delivery)))
                    .containsExactly(
                            new Delivery.Retry(Duration.ofMinutes(1), "the extract is not finished"),
                            new Delivery.Retry(Duration.ZERO, "stopped before it was begun"));
            assertThat(stage.takeKinds()).containsExactly(RUN_STARTED, RECORDS_EXTRACTED, RECORDS_EXTRACTED);
            stage.deliverAll();
            stage.takeKinds();

            assertThat(handle(S3Notifications.write(arrival), 2)).containsExactly(new Delivery.Done());
            assertThat(stage.takeKinds())
                    .containsExactly(
                            RUN_STARTED, RECORDS_EXTRACTED, RECORDS_EXTRACTED, RECORDS_EXTRACTED, FILE_EXTRACTED);
            stage.deliverAll();
            assertThat(status(arrival)).isEqualTo(RunStatus.COMPLETE);
            assertThat(stage.tables.count("readings")).isEqualTo(9);
        }

        @Test
        void a_bus_that_is_away_for_a_moment_is_waited_for_and_for_long_is_not() {
            S3Arrival arrival = put(KEY, MemoryStage.file(2));
            int[] outages = {2};
            stage.whenPut(event -> {
                if (outages[0]-- > 0) {
                    stage.setNow(stage.now().plusMillis(1));
                    throw new RetryableFailure("the bus is away");
                }
            });
            assertThat(arrivals().take(arrival, NEVER)).isEqualTo(Taken.EXTRACTED);

            S3Arrival other = put("landing/other.csv", MemoryStage.file(2));
            stage.breakBus();
            StopSignal stop = StopSignal.at(stage.now().plusMillis(1), stage::now);
            assertThat(arrivals().take(other, stop)).isEqualTo(Taken.UNFINISHED);
        }

        @Test
        void a_large_object_is_launched_once_however_often_it_is_told() {
            S3Arrival arrival = put(KEY, MemoryStage.file(50));

            for (int times = 0; times < 2; times++) {
                assertThat(arrivals(100, NOTHING_MISSING).take(arrival, NEVER)).isEqualTo(Taken.LAUNCHED);
            }
            assertThat(launched).containsExactly(key(arrival) + " 1", key(arrival) + " 1");
            assertThat(stage.takeKinds()).isEmpty();
        }

        @Test
        void a_task_that_may_not_be_started_fails_its_run_and_comes_again() {
            S3Arrival arrival = put(KEY, MemoryStage.file(50));
            Arrivals arrivals = arrivals(100, "this role needs ecs:RunTask");

            assertThatThrownBy(() -> arrivals.take(arrival, NEVER)).isInstanceOf(NotSetUp.class);
            assertThat(stage.lastFact()).isEqualTo(new Fact.RunFailed(key(arrival), "this role needs ecs:RunTask"));
            assertThat(arrivals.consumer(NEVER).handle(List.of(delivery(S3Notifications.write(arrival), 3))))
                    .singleElement()
                    .isInstanceOf(Delivery.Retry.class);
        }

        @Test
        void one_message_of_a_batch_that_cannot_be_read_is_dead_alone() {
            S3Arrival arrival = put(KEY, MemoryStage.file(2));
            List<Delivery.Disposition> dispositions = arrivals()
                    .consumer(NEVER)
                    .handle(List.of(delivery("{}", 1), delivery(S3Notifications.write(arrival), 1)));

            assertThat(dispositions.get(0)).isInstanceOf(Delivery.Dead.class);
            assertThat(dispositions.get(1)).isEqualTo(new Delivery.Done());
        }

        @Test
        void a_bus_that_takes_no_verdict_leaves_the_message_to_come_again() {
            S3Arrival arrival = put(KEY, MemoryStage.file(2));
            stage.whenPut(event -> {
                throw new NotSetUp("the bus is missing");
            });

            assertThat(handle(S3Notifications.write(arrival), 1))
                    .singleElement()
                    .isInstanceOf(Delivery.Retry.class);
        }

        private static final String NOTHING_MISSING = "";

        private Arrivals arrivals() {
            return arrivals(Long.MAX_VALUE, NOTHING_MISSING);
        }

        private Arrivals arrivals(long taskFromBytes, String missing) {
            return new Arrivals(
                    stage.runtime(), new S3Sources(s3), Landing.DEFAULT, new Placement(taskFromBytes, (run, launch) -> {
                        if (!missing.isEmpty()) {
                            throw new NotSetUp(missing);
                        }
                        launched.add(run + " " + launch);
                    }));
        }

        private List<Delivery.Disposition> handle(String body, int receives) {
            return arrivals().consumer(NEVER).handle(List.of(delivery(body, receives)));
        }

        private Delivery delivery(String body, int receives) {
            return new Delivery(body.getBytes(UTF_8), receives, stage.now());
        }

        private void keepVersions() {
            s3.putBucketVersioning(request -> request.bucket(bucket)
                    .versioningConfiguration(settings -> settings.status(BucketVersioningStatus.ENABLED)));
        }

        private S3Arrival put(String key, String content) {
            PutObjectResponse put =
                    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
            return arrival(key, put.versionId() == null ? put.eTag().replace("\"", "") : put.versionId());
        }

        private S3Arrival arrival(String key, String version) {
            return new S3Arrival(new SourceObject(bucket, key, version, 0), "0A1B");
        }

        private RunKey key(S3Arrival arrival) {
            return stage.runtime().keyOf(arrival.source(), false);
        }

        private Registration registration(S3Arrival arrival) {
            return stage.registry.find(key(arrival)).orElseThrow();
        }

        private RunStatus status(S3Arrival arrival) {
            return stage.runtime().queries().find(key(arrival)).orElseThrow().status();
        }
    }

    @Test
    void a_denied_object_fails_its_run_naming_the_permissions() throws IOException {
        try (AnsweringEndpoint endpoint = new AnsweringEndpoint(403, "")) {
            MemoryStage stage = new MemoryStage(source -> {
                throw new AssertionError("not opened");
            });
            Arrivals arrivals = new Arrivals(
                    stage.runtime(), new S3Sources(endpoint.clients().s3()), Landing.DEFAULT, Placement.IN_PLACE);
            S3Arrival arrival = new S3Arrival(new SourceObject("landing", "landing/a.csv", "v1", 1), null);

            assertThat(arrivals.take(arrival, NEVER)).isEqualTo(Taken.FAILED);
            assertThat(((Fact.RunFailed) stage.lastFact()).reason())
                    .startsWith("s3://landing/landing/a.csv (version v1) may not be read")
                    .contains("s3:GetObjectVersion", "kms:Decrypt");
            assertThat(stage.takeKinds()).containsExactly(FactKind.RUN_FAILED);
            assertThat(stage.registry.latestAttempt("any")).isEmpty();
        }
    }

    @Test
    void an_s3_that_does_not_answer_is_asked_again_later() throws IOException {
        try (AnsweringEndpoint endpoint = new AnsweringEndpoint(503, "")) {
            MemoryStage stage = new MemoryStage(new S3Sources(endpoint.clients().s3()));
            Delivery.Consumer consumer = new Arrivals(
                            stage.runtime(),
                            new S3Sources(endpoint.clients().s3()),
                            Landing.DEFAULT,
                            Placement.IN_PLACE)
                    .consumer(NEVER);
            String body =
                    S3Notifications.write(new S3Arrival(new SourceObject("landing", "landing/a.csv", "v1", 1), null));

            assertThat(consumer.handle(List.of(new Delivery(body.getBytes(UTF_8), 1, stage.now()))))
                    .singleElement()
                    .isInstanceOf(Delivery.Retry.class);
            assertThat(stage.takeKinds()).doesNotContain(RUN_FAILED);
        }
    }
}
