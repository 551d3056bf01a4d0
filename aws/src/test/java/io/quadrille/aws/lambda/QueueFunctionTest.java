package io.quadrille.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.stage.TestDeployment;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;

@ExtendWith(EndpointClients.class)
final class QueueFunctionTest {
    private final TestDeployment deployed;
    private final String url;
    private final List<Integer> batches = new ArrayList<>();

    QueueFunctionTest(AwsClients aws) {
        deployed = new TestDeployment(aws);
        url = deployed.queue(deployed.deployment.queue("greet"));
    }

    @AfterEach
    void close() {
        deployed.close();
    }

    /** Does with a message what its body says. */
    private final class Obedient extends QueueFunction {
        Obedient() {
            super(deployed.entry("greet", guest -> guest));
        }

        @Override
        List<Disposition> handle(List<SQSMessage> messages, Context context) {
            batches.add(messages.size());
            return messages.stream()
                    .map(message -> disposition(message.getBody()))
                    .toList();
        }

        private static Disposition disposition(String body) {
            return switch (body) {
                case "now" -> new Retry(Duration.ZERO, "busy");
                case "later" -> new Retry(Duration.ofMinutes(10), "busy");
                case "dead" -> new Dead("un\u0000decodable");
                case "throw" -> throw new IllegalStateException("hush-4711");
                default -> new Done();
            };
        }
    }

    @Test
    void each_message_goes_where_its_disposition_says() {
        String deadLetters = deployed.queue(deployed.deployment.deadLetterQueue("greet"));
        SQSEvent event = send("done", "now", "later", "dead");

        SQSBatchResponse response = new Obedient().handleRequest(event, Messages.CONTEXT);

        assertThat(Messages.failed(event, response)).containsExactlyInAnyOrder("now", "later");
        assertThat(Messages.receive(deployed.aws.sqs(), url).getRecords())
                .extracting(SQSMessage::getBody)
                .containsExactly("now");
        assertThat(deployed.calls.of(ChangeMessageVisibilityBatchRequest.class))
                .singleElement()
                .satisfies(call -> assertThat(call.entries())
                        .extracting(entry -> entry.visibilityTimeout())
                        .containsExactlyInAnyOrder(0, 600));
        SQSMessage dead =
                Messages.receive(deployed.aws.sqs(), deadLetters).getRecords().get(0);
        assertThat(dead.getBody()).isEqualTo("dead");
        assertThat(DeadLetterReason.of(dead)).isEqualTo("un?decodable");
        assertThat(SqsDeliveries.findAttribute(dead, "receives")).contains("1");
    }

    @Test
    void a_message_that_throws_costs_only_itself() {
        SQSEvent event = send("done", "throw", "other");
        SQSBatchResponse response = new Obedient().handleRequest(event, Messages.CONTEXT);
        assertThat(Messages.failed(event, response)).containsExactly("throw");
        assertThat(batches).isEqualTo(List.of(3, 1, 1, 1));
    }

    @Test
    void a_dead_letter_that_cannot_be_buried_comes_back() {
        SQSEvent event = send("dead", "done");
        SQSBatchResponse response = new Obedient().handleRequest(event, Messages.CONTEXT);
        assertThat(Messages.failed(event, response)).containsExactly("dead");
    }

    @Test
    void a_message_that_cannot_be_hidden_comes_back_all_the_same() {
        SQSEvent event = send("later", "done");
        event.getRecords().forEach(message -> message.setEventSourceArn("arn:aws:sqs:eu-central-1:1:nowhere"));
        SQSBatchResponse response = new Obedient().handleRequest(event, Messages.CONTEXT);
        assertThat(Messages.failed(event, response)).containsExactly("later");
    }

    @Test
    void more_than_ten_are_hidden_in_calls_of_ten() {
        List<SQSMessage> all = new ArrayList<>();
        IntStream.range(0, 3)
                .forEach(part -> all.addAll(
                        send("later", "later", "later", "later", "later").getRecords()));
        SQSEvent event = new SQSEvent();
        event.setRecords(all);
        SQSBatchResponse response = new Obedient().handleRequest(event, Messages.CONTEXT);
        assertThat(response.getBatchItemFailures()).hasSize(15);
        assertThat(deployed.calls.of(ChangeMessageVisibilityBatchRequest.class))
                .extracting(call -> call.entries().size())
                .containsExactly(10, 5);
        assertThat(deployed.calls.of(GetQueueUrlRequest.class)).hasSize(1);
    }

    @Test
    void a_batch_without_messages_is_no_failure_and_a_beat_of_the_heart() {
        SQSBatchResponse response = new Obedient().handleRequest(new SQSEvent(), Messages.CONTEXT);
        assertThat(response.getBatchItemFailures()).isEmpty();
        assertThat(deployed.metrics)
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"Heartbeat\":1").contains("\"step\":\"greet\""));
    }

    private SQSEvent send(String... bodies) {
        for (String body : bodies) {
            deployed.aws.sqs().sendMessage(request -> request.queueUrl(url).messageBody(body));
        }
        return Messages.receive(deployed.aws.sqs(), url);
    }
}
