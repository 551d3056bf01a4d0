package io.quadrille.aws.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.sqs.SqsPoller;
import io.quadrille.aws.sqs.SqsQueue;
import io.quadrille.aws.task.Workers.PolledQueue;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.runtime.ThreadScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.SqsClient;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class WorkersTest {
    private static final BackOff SHORT =
            new BackOff(Duration.ofMillis(1), Duration.ofMillis(1), new SplittableRandom(1));

    private final ThreadScheduler hiding = new ThreadScheduler(1);
    private final StopSignal stop = StopSignal.whenAsked();

    @AfterEach
    void close() {
        hiding.close();
    }

    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnAnEndpoint {
        private final SqsClient sqs;
        private final String first;
        private final String second;

        OnAnEndpoint(AwsClients clients) {
            sqs = clients.sqs();
            first = queue();
            second = queue();
        }

        @Test
        void once_handles_what_the_queues_hold_and_what_comes_of_it() {
            for (int i = 0; i < 25; i++) {
                send(first, "m" + i);
            }
            Queue<String> passed = new ConcurrentLinkedQueue<>();
            AtomicInteger sent = new AtomicInteger();
            Delivery.Consumer passOn = batch -> done(batch, body -> {
                sent.incrementAndGet();
                send(second, body);
            });
            Workers workers = new Workers(
                    List.of(
                            new PolledQueue("second", poller(second, batch -> done(batch, passed::add)), 1),
                            new PolledQueue("first", poller(first, passOn), 3)),
                    SHORT);

            // SQS delivers at least once, and the endpoint may hand one message to two pollers at the same time.
            assertThat(workers.runOnce(stop)).isGreaterThanOrEqualTo(50).isEqualTo(sent.get() + passed.size());
            assertThat(Set.copyOf(passed)).hasSize(25);
        }

        @Test
        void forever_ends_when_it_is_to_stop_and_what_is_in_hand_is_handled() {
            send(first, "slow");
            CountDownLatch asked = new CountDownLatch(1);
            AtomicInteger handled = new AtomicInteger();
            Workers workers = new Workers(
                    List.of(new PolledQueue(
                            "first",
                            poller(first, batch -> {
                                stop.ask(); // told to stop with a message in hand
                                asked.countDown();
                                return done(batch, body -> handled.incrementAndGet());
                            }),
                            2)),
                    SHORT);
            workers.runForever(stop);

            assertThat(asked.getCount()).isZero();
            assertThat(handled).hasValue(1);
            assertThat(sqs.receiveMessage(request -> request.queueUrl(first)).messages())
                    .isEmpty();
        }

        @Test
        void a_missing_queue_ends_a_single_pass_at_once() {
            Workers workers = new Workers(
                    List.of(new PolledQueue("gone", poller(first + "-gone", batch -> List.of()), 2)), SHORT);

            assertThatThrownBy(() -> workers.runOnce(stop)).isInstanceOf(NotSetUp.class);
        }

        private String queue() {
            return sqs.createQueue(request -> request.queueName("q-" + UUID.randomUUID()))
                    .queueUrl();
        }

        private void send(String url, String body) {
            sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
        }

        private SqsPoller poller(String url, Delivery.Consumer consumer) {
            return new SqsPoller(
                    sqs, new SqsQueue(url, second, 10, Duration.ZERO, Duration.ofMinutes(1)), consumer, hiding);
        }
    }

    private static List<Delivery.Disposition> done(List<Delivery> batch, java.util.function.Consumer<String> action) {
        batch.forEach(delivery -> action.accept(new String(delivery.body(), java.nio.charset.StandardCharsets.UTF_8)));
        return batch.stream()
                .map(delivery -> (Delivery.Disposition) new Delivery.Done())
                .toList();
    }

    @Test
    void an_outage_is_waited_out_forever_and_ends_a_single_pass() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(400, "RequestThrottled")) {
            SqsPoller poller = new SqsPoller(
                    endpoint.clients().sqs(),
                    new SqsQueue("http://q", "http://d", 10, Duration.ZERO, Duration.ofMinutes(1)),
                    batch -> List.of(),
                    hiding);
            Workers workers = new Workers(List.of(new PolledQueue("q", poller, 1)), SHORT);

            assertThatThrownBy(() -> workers.runOnce(stop)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void a_state_is_news_once() {
        PollHealth health = new PollHealth("q");

        assertThat(health.failed(new RetryableFailure("away"))).isTrue();
        assertThat(health.failed(new RetryableFailure("away"))).isFalse();
        assertThat(health.failed(new NotSetUp("denied"))).isTrue();
        health.answered();
        assertThat(health.failed(new NotSetUp("denied"))).isTrue();
    }

    @Test
    void a_process_told_to_stop_waits_for_its_work_and_exits_as_that_says() {
        Termination termination = new Termination();
        CountDownLatch working = new CountDownLatch(1);
        AtomicInteger exitCode = new AtomicInteger(-1);
        try (ThreadScheduler thread = new ThreadScheduler(1)) {
            thread.execute(() -> termination.work(signal -> {
                working.countDown();
                return signal.pause(Duration.ofMinutes(10)) ? ExitCode.DONE : ExitCode.STOPPED;
            }));
            working.await();
            exitCode.set(termination.awaitEnd());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }

        assertThat(exitCode).hasValue(ExitCode.STOPPED);
        assertThat(new Termination().work(signal -> {
                    throw new NotSetUp("denied");
                }))
                .isEqualTo(ExitCode.UNABLE);
    }
}
