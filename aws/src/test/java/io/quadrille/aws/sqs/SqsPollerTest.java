package io.quadrille.aws.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.eventbridge.EventBridgeBus;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.Scheduler;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

final class SqsPollerTest {
    private final ManualScheduler scheduler = new ManualScheduler();

    /** Runs nothing until it is told to. */
    private static final class ManualScheduler implements Scheduler {
        private final List<Runnable> waiting = new ArrayList<>();

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            waiting.add(task);
            return () -> waiting.remove(task);
        }

        void runNext() {
            waiting.remove(0).run();
        }
    }

    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnAnEndpoint {
        private final String name = "queue-" + UUID.randomUUID();
        private final AwsClients clients;
        private final SqsClient sqs;
        private final SqsQueue queue;
        private final List<Delivery> delivered = new ArrayList<>();

        OnAnEndpoint(AwsClients clients) {
            this.clients = clients;
            sqs = clients.sqs();
            queue = queue(
                    sqs.createQueue(request -> request.queueName(name)).queueUrl(),
                    sqs.createQueue(request -> request.queueName(name + "-dead"))
                            .queueUrl());
        }

        @Test
        void each_message_goes_where_its_disposition_says() {
            List.of("done", "retry", "dead", "later").forEach(this::send);
            SqsPoller poller = poller(body -> switch (body) {
                case "retry" -> new Retry(Duration.ZERO, "busy");
                case "later" -> new Retry(Duration.ofMinutes(10), "busy");
                case "dead" -> new Dead("undecodable");
                default -> new Done();
            });
            assertThat(poller.pollOnce()).isEqualTo(4);
            assertThat(delivered).extracting(Delivery::receives).containsOnly(1);

            delivered.clear();
            assertThat(poller.pollOnce()).isEqualTo(1);
            assertThat(delivered).singleElement().satisfies(again -> {
                assertThat(again.body()).isEqualTo("retry".getBytes(UTF_8));
                assertThat(again.receives()).isEqualTo(2);
                assertThat(again.sentAt()).isAfter(Instant.EPOCH);
            });
            assertThat(hidden()).isEqualTo(1);
            Message dead = sqs.receiveMessage(
                            request -> request.queueUrl(queue.deadLetterUrl()).messageAttributeNames("All"))
                    .messages()
                    .get(0);
            assertThat(dead.body()).isEqualTo("dead");
            assertThat(dead.messageAttributes().get(SqsPoller.REASON).stringValue())
                    .isEqualTo("undecodable");
        }

        @Test
        void a_consumer_that_throws_leaves_its_batch_to_be_delivered_again() {
            send("a");
            SqsPoller poller = poller(body -> {
                throw new IllegalStateException("broken");
            });

            assertThatThrownBy(poller::pollOnce).hasMessage("broken");
            assertThat(hidden()).isEqualTo(1);
            assertThat(scheduler.waiting).isEmpty();
        }

        @Test
        void an_empty_queue_asks_nobody() {
            assertThat(poller(body -> new Done()).pollOnce()).isZero();
            assertThat(delivered).isEmpty();
            assertThat(scheduler.waiting).isEmpty();
        }

        @Test
        void a_dead_letter_that_cannot_be_buried_costs_only_itself() {
            List.of("dead", "done").forEach(this::send);
            SqsQueue buried = queue(queue.url(), queue.deadLetterUrl() + "-nowhere");
            Delivery.Consumer consumer = batch -> batch.stream()
                    .map(each ->
                            new String(each.body(), UTF_8).equals("dead") ? new Dead("x") : (Disposition) new Done())
                    .toList();

            assertThatThrownBy(() -> new SqsPoller(sqs, buried, consumer, scheduler).pollOnce())
                    .isInstanceOf(NotSetUp.class);
            assertThat(hidden()).isEqualTo(1);
        }

        @Test
        void a_missing_queue_is_named() {
            SqsQueue nowhere = queue(queue.url() + "-nowhere", queue.deadLetterUrl());
            assertThatThrownBy(() -> new SqsPoller(sqs, nowhere, batch -> List.of(), scheduler).pollOnce())
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageContaining(name + "-nowhere")
                    .hasMessageContaining("sqs:ReceiveMessage");
        }

        @Test
        void an_event_put_on_the_bus_is_read_from_the_queue_as_it_was() {
            EventBridgeClient eventBridge = clients.eventBridge();
            eventBridge.createEventBus(request -> request.name(name));
            eventBridge.putRule(
                    request -> request.eventBusName(name).name(name).eventPattern("{\"source\":[\"customers\"]}"));
            String arn = sqs.getQueueAttributes(
                            request -> request.queueUrl(queue.url()).attributeNames(QueueAttributeName.QUEUE_ARN))
                    .attributes()
                    .get(QueueAttributeName.QUEUE_ARN);
            eventBridge.putTargets(request -> request.eventBusName(name)
                    .rule(name)
                    .targets(Target.builder().id("queue").arn(arn).build()));
            Instant time = Instant.ofEpochSecond(1_700_000_000L);
            Fact fact = new Fact.RunCompleted(new RunKey("customers", "run1", 1), "COMPLETE", 0, List.of());
            Envelope event = Facts.envelope(fact, new Emission(time, null, new Emission.Context(time, null, null)));

            EventBridgeBus bus = new EventBridgeBus(eventBridge, name, EventBridgeBus.MAX_ENTRY_BYTES);
            assertThat(bus.putEvents(List.of(event))).allMatch(result -> result.accepted());
            poller(body -> new Done()).pollOnce();

            Envelope read = EventBridgeJson.read(delivered.get(0).body());
            assertThat(Facts.fact(read)).isEqualTo(fact);
            assertThat(EnvelopeJson.writeAttributes(read)).isEqualTo(EnvelopeJson.writeAttributes(event));
        }

        private SqsPoller poller(Function<String, Disposition> handler) {
            return new SqsPoller(
                    sqs,
                    queue,
                    batch -> {
                        delivered.addAll(batch);
                        return batch.stream()
                                .map(each -> handler.apply(new String(each.body(), UTF_8)))
                                .toList();
                    },
                    scheduler);
        }

        private void send(String body) {
            sqs.sendMessage(request -> request.queueUrl(queue.url()).messageBody(body));
        }

        private int hidden() {
            QueueAttributeName count = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
            return Integer.parseInt(sqs.getQueueAttributes(
                            request -> request.queueUrl(queue.url()).attributeNames(count))
                    .attributes()
                    .get(count));
        }
    }

    @Test
    void slow_work_stays_hidden_until_it_is_done_and_no_longer() throws Exception {
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest("slow".getBytes(UTF_8)));
        String answer = ("{\"Messages\":[{\"MessageId\":\"m\",\"ReceiptHandle\":\"handle-1\",\"Body\":\"slow\","
                        + "\"MD5OfBody\":\"%s\",\"Attributes\":{\"ApproximateReceiveCount\":\"1\","
                        + "\"SentTimestamp\":\"0\"}}]}")
                .formatted(md5);
        try (AnsweringEndpoint endpoint = new AnsweringEndpoint(200, answer)) {
            List<Runnable> late = new ArrayList<>();
            Delivery.Consumer slow = batch -> {
                for (int times = 2; times <= 3; times++) {
                    scheduler.runNext();
                    assertThat(endpoint.calls()).isEqualTo(times);
                    assertThat(endpoint.lastRequest()).contains("handle-1").contains("\"VisibilityTimeout\":60");
                }
                late.addAll(scheduler.waiting);
                return List.of(new Retry(Duration.ofMillis(4001), "busy"));
            };
            new SqsPoller(endpoint.clients().sqs(), queue("http://q", "http://d"), slow, scheduler).pollOnce();

            assertThat(endpoint.lastRequest()).contains("\"VisibilityTimeout\":5");
            assertThat(scheduler.waiting).isEmpty();
            late.forEach(Runnable::run);
            assertThat(endpoint.calls()).isEqualTo(4);
        }
    }

    @Test
    void an_outage_is_retryable() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(503, "ServiceUnavailable")) {
            SqsPoller poller = new SqsPoller(
                    endpoint.clients().sqs(), queue("http://q", "http://d"), batch -> List.of(), scheduler);
            assertThatThrownBy(poller::pollOnce)
                    .isInstanceOf(RetryableFailure.class)
                    .hasMessage("Polling queue http://q failed for now (ServiceUnavailable)");
        }
    }

    @Test
    void settings_beyond_what_sqs_takes_are_refused() {
        Duration minute = Duration.ofMinutes(1);
        assertThatThrownBy(() -> new SqsQueue("q", "d", 11, Duration.ZERO, minute))
                .hasMessageContaining("1 to 10");
        assertThatThrownBy(() -> new SqsQueue("q", "d", 10, minute, minute)).hasMessageContaining("PT20S");
        assertThatThrownBy(() -> new SqsQueue("q", "d", 10, Duration.ZERO, Duration.ofDays(1)))
                .hasMessageContaining("PT12H");
    }

    private static SqsQueue queue(String url, String deadLetterUrl) {
        return new SqsQueue(url, deadLetterUrl, 10, Duration.ZERO, Duration.ofMinutes(1));
    }
}
