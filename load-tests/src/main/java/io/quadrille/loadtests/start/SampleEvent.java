package io.quadrille.loadtests.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.SourceObject;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/** A chunk of orders as Lambda hands it to the step that consumes it. */
final class SampleEvent {
    private static final int RECORDS = 500;

    private SampleEvent() {}

    /** An SQS event with one message: the first chunk that an extract publishes. @param folder for the run */
    static String of(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("orders.csv");
        Generator.generate(Recipe.of(PipelineName.ORDERS, RECORDS, 42), file);
        Queue<Envelope> chunks = new ConcurrentLinkedQueue<>();
        try (LocalHome home = LocalHome.open(folder.resolve("home"))) {
            PipelineStage stage = home.stage(new OrderPipeline().bindings());
            stage.bus().tap(event -> {
                if (event.type().equals("orders.extracted.v1")) {
                    chunks.add(event);
                }
            });
            SourceObject source = FileSources.describe(file);
            stage.start(stage.keyOf(source, false), source).ended().get();
        } catch (ExecutionException e) {
            throw new IOException("the sample did not run", e.getCause());
        }
        Envelope event = chunks.remove();
        return message(new String(EventBridgeJson.wrap(event), UTF_8));
    }

    private static String message(String body) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        ObjectNode message = root.putArray("Records").addObject();
        message.put("messageId", "1")
                .put("receiptHandle", "1")
                .put("body", body)
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:orders")
                .put("awsRegion", "us-east-1");
        message.putObject("attributes").put("ApproximateReceiveCount", "1").put("SentTimestamp", "1762000000000");
        message.putObject("messageAttributes");
        return root.toString();
    }
}
