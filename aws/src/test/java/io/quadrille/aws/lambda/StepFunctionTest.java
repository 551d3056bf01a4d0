package io.quadrille.aws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.stage.TestDeployment;
import io.quadrille.aws.stage.TestDeployment.Guest;
import io.quadrille.events.Envelope;
import io.quadrille.events.FactKind;
import io.quadrille.handlers.ports.RetryableFailure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(EndpointClients.class)
final class StepFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestDeployment deployed;
    private final String url;
    private final String deadLetters;

    StepFunctionTest(AwsClients aws) {
        deployed = new TestDeployment(aws);
        url = deployed.queue(deployed.deployment.queue("greet"));
        deadLetters = deployed.queue(deployed.deployment.deadLetterQueue("greet"));
    }

    @AfterEach
    void close() {
        deployed.close();
    }

    @Test
    void a_mixed_batch_costs_each_message_only_what_is_its_own() throws IOException {
        String poisoned = "{\"guest1@example.org\": \"is no event\"}";
        String throwing = TestDeployment.read(1, 666);
        String retryable = TestDeployment.read(2, 503);
        SQSEvent event = send(TestDeployment.read(0, 1, 2), poisoned, throwing, retryable);

        SQSBatchResponse response =
                new StepFunction(deployed.entry("greet", this::greet)).handleRequest(event, Messages.CONTEXT);

        assertThat(Messages.failed(event, response)).containsExactlyInAnyOrder(throwing, retryable);
        List<SQSMessage> dead =
                Messages.receive(deployed.aws.sqs(), deadLetters).getRecords();
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.getBody()).isEqualTo(poisoned);
            assertThat(DeadLetterReason.of(letter))
                    .isEqualTo("the message is neither an EventBridge event nor a CloudEvent");
        });
        List<Envelope> outcomes = deployed.events().stream()
                .filter(put -> put.kind() == FactKind.RECORDS_TRANSFORMED)
                .toList();
        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.chunk().chunk()).isZero());
        JsonNode metrics = JSON.readTree(deployed.metrics.get(0));
        assertThat(deployed.metrics).hasSize(1);
        assertThat(metrics.path("RecordsIn").asInt()).isEqualTo(2);
        assertThat(metrics.path("run").asText()).isEqualTo(TestDeployment.RUN.toString());
    }

    @Test
    void every_log_line_names_its_run_and_request_and_holds_no_value() throws IOException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> heard = new ListAppender<>() {
            @Override
            protected void append(ILoggingEvent line) {
                line.prepareForDeferredProcessing(); // what the MDC holds now
                super.append(line);
            }
        };
        heard.start();
        Logger ours = context.getLogger("io.quadrille"); // off in tests, and not to the output here
        ours.setLevel(Level.INFO);
        ours.setAdditive(false);
        ours.addAppender(heard);
        try {
            SQSEvent event = send(TestDeployment.read(0, 503), TestDeployment.read(1, 404));
            new StepFunction(deployed.entry("greet", this::greet)).handleRequest(event, Messages.CONTEXT);
        } finally {
            ours.detachAppender(heard);
            ours.setAdditive(true);
            ours.setLevel(null);
        }
        JsonEncoder encoder = (JsonEncoder) ((ConsoleAppender<ILoggingEvent>) root.getAppender("STDOUT")).getEncoder();
        assertThat(heard.list).isNotEmpty();
        for (ILoggingEvent logged : heard.list) {
            String line = new String(encoder.encode(logged), UTF_8);
            assertThat(line).endsWith("\n").doesNotContain("example.org").doesNotContain("hush");
            assertThat(line.strip()).doesNotContain("\n");
            JsonNode marks = JSON.readTree(line).path("mdc");
            assertThat(marks.path("run").asText()).isEqualTo(TestDeployment.RUN.toString());
            assertThat(marks.path("deployment").asText()).isEqualTo(deployed.deployment.name());
            assertThat(marks.path("pipeline").asText()).isEqualTo("guests");
            assertThat(marks.path("step").asText()).isEqualTo("greet");
            assertThat(marks.path("awsRequestId").asText()).isEqualTo("request-1");
        }
        assertThat(org.slf4j.MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    private Guest greet(Guest guest) {
        return switch (guest.id()) {
            case "g666" -> throw new IllegalStateException("hush: " + guest.email());
            case "g503" -> throw new RetryableFailure("rates do not answer");
            case "g404" -> throw new LinkageError("hush: " + guest.email());
            default -> guest;
        };
    }

    private SQSEvent send(String... bodies) {
        for (String body : bodies) {
            deployed.aws.sqs().sendMessage(request -> request.queueUrl(url).messageBody(body));
        }
        return Messages.receive(deployed.aws.sqs(), url);
    }
}
