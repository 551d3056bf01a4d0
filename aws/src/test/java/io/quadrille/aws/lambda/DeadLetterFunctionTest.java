package io.quadrille.aws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.sqs.DeadLetterQueue;
import io.quadrille.aws.stage.Entry;
import io.quadrille.aws.stage.TestDeployment;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

@ExtendWith(EndpointClients.class)
final class DeadLetterFunctionTest {
    private static final String DEAD = TestDeployment.read(7, 1, 2, 3);

    private final TestDeployment deployed;
    private final Entry entry;

    DeadLetterFunctionTest(AwsClients aws) {
        deployed = new TestDeployment(aws);
        entry = deployed.entry("dead-letters", guest -> guest);
    }

    @AfterEach
    void close() {
        deployed.close();
    }

    @Test
    void what_a_consumer_buried_is_named_with_its_reason_and_deliveries() {
        String url = deployed.queue(deployed.deployment.deadLetterQueue("greet"));
        new DeadLetterQueue(deployed.aws.sqs(), url).bury(DEAD, "its claim check is gone", 3);

        assertThat(handle(url)).isEmpty();
        assertThat(deadLettered()).isEqualTo(named("its claim check is gone", 3));
        assertThat(kept(deadLettered().message())).isEqualTo(DEAD);
    }

    @Test
    void what_sqs_gave_up_is_named_with_what_that_means() {
        String url = deployed.queue(deployed.deployment.deadLetterQueue("greet"));
        send(url, DEAD, Map.of());

        assertThat(handle(url)).isEmpty();
        assertThat(deadLettered().reason()).startsWith("its queue gave it up: it was delivered as often as");
    }

    @Test
    void what_a_rule_could_not_deliver_is_named_by_its_codes_alone() {
        String url = deployed.queue(deployed.deployment.ruleDeadLetterQueue("greet"));
        send(
                url,
                DEAD,
                Map.of(
                        "ERROR_CODE", "NO_PERMISSIONS",
                        "ERROR_MESSAGE", "quoted-4711",
                        "RULE_ARN", "arn:aws:events:eu-central-1:1:rule/guests/guests-greet",
                        "TARGET_ARN", "arn:aws:sqs:eu-central-1:1:guests-greet",
                        "EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts",
                        "RETRY_ATTEMPTS", "5"));

        assertThat(handle(url)).isEmpty();
        assertThat(deadLettered())
                .isEqualTo(named(
                        "EventBridge could not deliver it: NO_PERMISSIONS after 5 retries (MaximumRetryAttempts)", 1));
    }

    @Test
    void what_the_observer_could_not_record_is_recorded_now_and_is_no_records_fate() {
        String url = deployed.queue(deployed.deployment.deadLetterQueue("observer"));
        send(url, DEAD, Map.of(DeadLetterQueue.REASON, "the ledger's table was missing"));

        assertThat(handle(url)).isEmpty();
        assertThat(deployed.events()).noneMatch(event -> event.kind() == FactKind.RECORDS_DEAD_LETTERED);
        assertThat(entry.pipeline().runtime().ports().ledger().buckets(TestDeployment.RUN, 0))
                .isNotEmpty();
    }

    @Test
    void an_arrival_is_kept_and_makes_no_event() {
        String url = deployed.queue(deployed.deployment.deadLetterQueue("arrival"));
        String arrival = "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":{\"bucket\":"
                + "{\"name\":\"drops\"},\"object\":{\"key\":\"landing/a.csv\",\"size\":3,\"etag\":\"e\"}}}";
        send(url, arrival, Map.of(DeadLetterQueue.REASON, "it may not be read"));

        assertThat(handle(url)).isEmpty();
        assertThat(deployed.events()).isEmpty();
        assertThat(keys("deadletters/arrival/")).singleElement().satisfies(key -> assertThat(kept(key))
                .isEqualTo(arrival));
    }

    @Test
    void what_is_no_event_is_kept_and_does_not_come_back() {
        String url = deployed.queue(deployed.deployment.deadLetterQueue("load"));
        send(url, "no event", Map.of(DeadLetterQueue.REASON, "x"));
        assertThat(handle(url)).isEmpty();
        assertThat(keys("deadletters/unreadable/")).hasSize(1);
    }

    @Test
    void a_letter_of_a_queue_that_is_none_of_ours_stays_where_it_is() {
        String url = deployed.queue(deployed.deployment.queue("greet"));
        send(url, DEAD, Map.of());
        assertThat(handle(url)).containsExactly(DEAD);
        assertThat(deployed.events()).isEmpty();
    }

    @Test
    void a_letter_that_cannot_be_kept_stays_where_it_is() {
        String url = deployed.queue(deployed.deployment.deadLetterQueue("greet"));
        send(url, DEAD, Map.of());
        deployed.aws.s3().deleteBucket(request -> request.bucket(deployed.deployment.name()));
        assertThat(handle(url)).containsExactly(DEAD);
        assertThat(deployed.events()).isEmpty();
    }

    private List<String> handle(String url) {
        SQSEvent event = Messages.receive(deployed.aws.sqs(), url);
        assertThat(event.getRecords()).hasSize(1);
        SQSBatchResponse response = new DeadLetterFunction(entry).handleRequest(event, Messages.CONTEXT);
        return Messages.failed(event, response);
    }

    private Fact.RecordsDeadLettered deadLettered() {
        assertThat(deployed.events()).hasSize(1);
        return (Fact.RecordsDeadLettered) Facts.fact(deployed.events().get(0));
    }

    private static Fact.RecordsDeadLettered named(String reason, int receives) {
        return new Fact.RecordsDeadLettered(
                new ChunkKey(TestDeployment.RUN, "greet", 7),
                3,
                2,
                4,
                reason,
                "deadletters/" + TestDeployment.RUN.run() + "/1/greet/7",
                receives);
    }

    private void send(String url, String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values = new HashMap<>();
        attributes.forEach((name, value) -> values.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        deployed.aws
                .sqs()
                .sendMessage(request -> request.queueUrl(url).messageBody(body).messageAttributes(values));
    }

    private String kept(String key) {
        return new String(entry.pipeline().runtime().ports().blobs().find(key).orElseThrow(), UTF_8);
    }

    private List<String> keys(String prefix) {
        return deployed
                .aws
                .s3()
                .listObjectsV2(
                        request -> request.bucket(deployed.deployment.name()).prefix(prefix))
                .contents()
                .stream()
                .map(object -> object.key())
                .toList();
    }
}
