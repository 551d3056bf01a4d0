package io.quadrille.loadtests.start;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** A function as it is written by hand: reads each message's event and publishes one of its own. Nothing of the kit. */
public final class BareFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final ObjectMapper json = new ObjectMapper();
    private final EventBridgeClient eventBridge = EventBridgeClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(URI.create(System.getenv("AWS_ENDPOINT_URL")))
            .build();

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            publish(read(message.getBody()));
        }
        return SQSBatchResponse.builder().withBatchItemFailures(List.of()).build();
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(JsonNode event) {
        eventBridge.putEvents(request -> request.entries(entry -> entry.eventBusName("bare")
                .source("bare")
                .detailType("handled")
                .detail(event.path("detail").toString())));
    }
}
