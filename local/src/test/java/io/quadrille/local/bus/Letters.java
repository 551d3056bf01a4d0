package io.quadrille.local.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.TextRecord;
import io.quadrille.handlers.ports.Delivery;
import java.time.Instant;

/** Events of a pipeline 'post', and rules for them. */
final class Letters {
    static final Rule ALL = new Rule("post-all", "{\"source\":[\"post\"]}", "all");
    static final Rule ALL_ENVELOPES =
            new Rule("post-envelopes", "{\"source\":[\"post\"]}", "all", Rule.Shape.EXTRACTED_ENVELOPE);

    private Letters() {}

    static Rule rule(String step, String type) {
        return new Rule("post-" + step, "{\"source\":[\"post\"],\"detail-type\":[\"%s\"]}".formatted(type), step);
    }

    static Envelope event(int chunk) {
        return event("run1", "post.written.v1", chunk, 1);
    }

    static Envelope event(String run, String type, int chunk, int characters) {
        RecordType<TextRecord> records = RecordType.records(type, TextRecord.class);
        ChunkOutcome outcome = new ChunkOutcome(
                new ChunkKey(new RunKey("post", run, 1), "write", chunk), Counts.ZERO, 0, 0, null, null, Timing.NONE);
        Emission.Context context = new Emission.Context(Instant.EPOCH, null, null);
        return Facts.envelope(
                new Fact.RecordsTransformed(outcome),
                records,
                ("\"" + "x".repeat(characters) + "\"").getBytes(UTF_8),
                new Emission(Instant.EPOCH, null, context));
    }

    static Envelope ofType(String type) {
        return new Envelope(
                CloudEventBuilder.v1(event(0).event()).withType(type).build());
    }

    static int chunkOf(Delivery delivery) {
        return EventBridgeJson.read(delivery.body()).chunk().chunk();
    }
}
