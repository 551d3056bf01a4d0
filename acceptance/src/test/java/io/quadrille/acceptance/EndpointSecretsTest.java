package io.quadrille.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quadrille.aws.AwsClients;
import io.quadrille.contracts.endpoint.AwsEndpoint;
import io.quadrille.events.SourceObject;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A sensitive value put through a deployment is nowhere in clear but in the file and in the table. */
@ExtendWith(AwsEndpoint.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class EndpointSecretsTest {
    private static final String CANARY = "canary-7f3d9a";
    private static final String HEADER = "id,house_number,street,town,zip,email\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EndpointStage stage;
    private final AwsClients aws;
    private final Deployment deployment;
    private final LogLines log = new LogLines();

    EndpointSecretsTest(URI endpoint) {
        // So small that some chunks travel as claim checks.
        stage = new EndpointStage(
                endpoint, new CustomerPipeline().bindings(), Map.of(Setting.MAX_EVENT_BYTES.variable(), "3000"));
        aws = stage.aws();
        deployment = stage.deployment();
    }

    /** A queue of our own that every event of the bus goes to, beside those that are read. */
    @BeforeEach
    void listen() {
        String url = aws.sqs().createQueue(request -> request.queueName(spy())).queueUrl();
        String arn = aws.sqs()
                .getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        aws.eventBridge().putRule(request -> request.name("spy")
                .eventBusName(deployment.bus())
                .eventPattern("{\"source\":[\"customers\"]}"));
        aws.eventBridge().putTargets(request -> request.rule("spy")
                .eventBusName(deployment.bus())
                .targets(target -> target.id("spy").arn(arn)));
    }

    private String spy() {
        return deployment.queue("spy");
    }

    @AfterEach
    void join() throws InterruptedException {
        stage.join();
        log.close();
    }

    @Test
    void a_sensitive_value_is_in_clear_in_the_table_alone() throws Exception {
        String email = CANARY + "@example.org";
        StringBuilder many = new StringBuilder(HEADER);
        for (int id = 1; id <= 40; id++) {
            many.append(id).append(",1,High Street,London,E1,").append(email).append('\n');
        }
        SourceObject large = stage.drop("landing/large.csv", RequestBody.fromString(many.toString()));
        SourceObject messy = stage.drop(
                "landing/messy.csv",
                RequestBody.fromString(HEADER
                        + "101,1,High Street,London,E1," + email + "\n"
                        + "no-number,1,High Street,London,E1," + email + "\n"
                        + "103,1,High Street,London,E1," + email + ",one more\n"
                        + "104,1,High Street,London,E1,\"" + email + "\n"));
        stage.working();

        assertThat(stage.ended(large).headline().loaded()).isEqualTo(40);
        assertThat(stage.ended(messy).headline().rejected()).isEqualTo(3);
        assertThat(stage.table("customers")).contains(email); // what is looked for would be found
        Map<String, String> left = whatIsLeft(stage.ended(large), stage.ended(messy));
        assertThat(left.keySet()).anyMatch(place -> place.startsWith("blob claims/"));
        assertThat(left.keySet()).anyMatch(place -> place.startsWith("event "));
        assertThat(left.keySet()).anyMatch(place -> place.startsWith("ledger "));
        assertThat(left.keySet()).anyMatch(place -> place.startsWith("log "));
        assertThat(left.keySet()).anyMatch(place -> place.startsWith("reject "));
        assertNowhere(left);
    }

    @Test
    void sealed_values_under_exchanged_lines_are_dead_letters_that_name_them() throws Exception {
        SourceObject file = stage.drop(
                "landing/two.csv",
                RequestBody.fromString(HEADER
                        + "1,1,High Street,London,E1," + CANARY + "1@example.org\n"
                        + "2,1,High Street,London,E1," + CANARY + "2@example.org\n"));
        stage.workOnce(EntryPoint.ARRIVAL.entryName());
        QueueProbe queue = new QueueProbe(aws.sqs(), deployment.queue("transform"));
        queue.send(exchanged(queue.take(1).get(0).body()));
        stage.workOnce("transform");
        stage.workOnce(EntryPoint.DEAD_LETTERS.entryName());
        stage.workOnce(Rule.OBSERVER);
        RunReport report = stage.ended(file);

        assertThat(report.status()).isEqualTo(RunStatus.COMPLETE_WITH_DEAD_LETTERS);
        assertThat(report.balanced()).isTrue();
        assertThat(report.headline().deadLettered()).isEqualTo(2);
        assertThat(stage.queries().deadLetters(report.run()))
                .singleElement()
                .extracting(DeadLetter::fact)
                .returns("transform", letter -> letter.key().step())
                .returns(2L, letter -> letter.firstLine())
                .returns(3L, letter -> letter.lastLine())
                .satisfies(letter -> assertThat(letter.reason()).contains("email"));
        assertNowhere(whatIsLeft(report));
    }

    /** The message with the lines of its two records exchanged, so that each has the other's sealed value. */
    private static String exchanged(String body) throws Exception {
        JsonNode event = JSON.readTree(body);
        ArrayNode origins = (ArrayNode) event.at("/detail/data/origins");
        assertThat(origins).hasSize(2);
        assertThat(origins.get(0).get(0).intValue()).isEqualTo(2);
        int bytes = origins.get(1).intValue();
        origins.removeAll();
        origins.addArray().add(3).add(HEADER.length() + bytes).add(0);
        origins.addArray().add(-1).add(-bytes).add(0);
        return JSON.writeValueAsString(event);
    }

    private static void assertNowhere(Map<String, String> left) {
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(CANARY.getBytes(UTF_8));
        assertThat(left).allSatisfy((place, text) -> assertThat(text)
                .as(place)
                .doesNotContainIgnoringCase(CANARY)
                .doesNotContain(encoded.substring(0, encoded.length() - 1)));
    }

    /** Events, queues, blobs, ledger, log and rejects, by where they are. */
    private Map<String, String> whatIsLeft(RunReport... reports) {
        Map<String, String> left = new HashMap<>();
        new QueueProbe(aws.sqs(), spy()).see().forEach(event -> left.put("event " + event.messageId(), event.body()));
        for (String url : aws.sqs()
                .listQueues(request -> request.queueNamePrefix(deployment.name()))
                .queueUrls()) {
            String name = url.substring(url.lastIndexOf('/') + 1);
            if (!name.equals(spy())) {
                new QueueProbe(aws.sqs(), name)
                        .see()
                        .forEach(message -> left.put(
                                "queue " + name + " " + message.messageId(),
                                message.body() + message.messageAttributes()));
            }
        }
        String blobs = stage.made().blobsBucket();
        aws.s3()
                .listObjectsV2Paginator(request -> request.bucket(blobs))
                .contents()
                .forEach(object -> left.put(
                        "blob " + object.key(),
                        aws.s3()
                                .getObjectAsBytes(
                                        request -> request.bucket(blobs).key(object.key()))
                                .asString(UTF_8)));
        aws.dynamoDb()
                .scanPaginator(request -> request.tableName(deployment.ledger()))
                .items()
                .forEach(item -> left.put("ledger " + left.size(), text(item)));
        log.all().forEach(line -> left.put("log " + left.size(), line));
        List<String> rejects = new ArrayList<>();
        for (RunReport report : reports) {
            stage.queries().forEachReject(report.run(), row -> rejects.add(row.toString()));
            left.put("report " + report.run(), report.toString());
        }
        rejects.forEach(row -> left.put("reject " + left.size(), row));
        return left;
    }

    /** With the characters that its binary attributes may hold. */
    private static String text(Map<String, AttributeValue> item) {
        StringBuilder text = new StringBuilder(item.toString());
        item.values().stream().filter(value -> value.b() != null).forEach(value -> text.append(' ')
                .append(value.b().asString(ISO_8859_1)));
        return text.toString();
    }
}
