package io.quadrille.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.MemoryStage;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.TestDeployment;
import io.quadrille.aws.ledger.DynamoDbRunRegistry;
import io.quadrille.aws.ledger.LedgerTable;
import io.quadrille.aws.s3.S3Arrival;
import io.quadrille.aws.s3.S3Notifications;
import io.quadrille.aws.stage.Entry;
import io.quadrille.events.EventIds;
import io.quadrille.events.SourceObject;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EndpointClients.class)
final class ArrivalFunctionTest {
    private final TestDeployment deployed;
    private final String queue;

    ArrivalFunctionTest(AwsClients aws) {
        deployed = new TestDeployment(aws);
        queue = aws.sqs()
                .getQueueUrl(request -> request.queueName(deployed.deployment.queue(EntryPoint.ARRIVAL.entryName())))
                .queueUrl();
    }

    @Test
    void a_dropped_object_is_taken_up_and_what_is_no_notification_is_buried() {
        SourceObject source = new SourceObject(
                deployed.bucket, "landing/a b+ü.csv", deployed.drop("landing/a b+ü.csv", MemoryStage.file(3)), 0);
        send(S3Notifications.write(new S3Arrival(source, "0A")));
        send("not an event");
        ArrivalFunction function = new ArrivalFunction(entry(Map.of()));

        SQSEvent event = Messages.receive(deployed.aws.sqs(), queue);
        assertThat(Messages.failed(event, function.handleRequest(event, Messages.CONTEXT)))
                .isEmpty();

        String run = EventIds.run(source, MemoryStage.PIPELINE.digest());
        assertThat(new DynamoDbRunRegistry(deployed.aws.dynamoDb(), new LedgerTable(deployed.deployment.ledger()))
                        .latestAttempt(run))
                .hasValue(1);
        String dead = deployed.aws
                .sqs()
                .getQueueUrl(request ->
                        request.queueName(deployed.deployment.deadLetterQueue(EntryPoint.ARRIVAL.entryName())))
                .queueUrl();
        assertThat(Messages.receive(deployed.aws.sqs(), dead).getRecords())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getBody()).isEqualTo("not an event"));
    }

    @Test
    void settings_that_are_missing_are_named_at_once() {
        assertThatThrownBy(() -> new ArrivalFunction(entry(Map.of(Setting.CLUSTER, "", Setting.SUBNETS, ""))))
                .isInstanceOf(NotSetUp.class)
                .hasMessageContaining("QUADRILLE_CLUSTER")
                .hasMessageContaining("QUADRILLE_SUBNETS");
    }

    private void send(String body) {
        deployed.aws.sqs().sendMessage(request -> request.queueUrl(queue).messageBody(body));
    }

    private Entry entry(Map<Setting, String> settings) {
        return Entry.of(EntryPoint.ARRIVAL, deployed.environment(settings), deployed.aws);
    }
}
