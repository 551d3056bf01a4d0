package io.quadrille.aws.stage;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.aws.AwsClients;
import io.quadrille.aws.RecordedCalls;
import io.quadrille.aws.ledger.LedgerTable;
import io.quadrille.aws.settings.Settings;
import io.quadrille.aws.telemetry.StepMetrics;
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
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.hashing.Hashes;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.Transform;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;

/** A small pipeline deployed on an endpoint, under a name of its own, whose calls are recorded. */
public final class TestDeployment implements AutoCloseable {
    public record Guest(String id, String email) {}

    public static final RecordType<Guest> READ = records("guests.read.v1", Guest.class);
    public static final RecordType<Guest> GREETED = records("guests.greeted.v1", Guest.class);
    public static final TransformStep<Guest, Guest> GREET =
            step("greet").on(READ).emits(GREETED).retries(2);
    static final LoadStep<Guest> LOAD = load("load").on(GREETED).into(table("guests", Guest::id));
    public static final Pipeline GUESTS = pipeline("guests")
            .steps(extract("extract", csv()).emits(READ), GREET, LOAD)
            .build();
    public static final RunKey RUN = new RunKey("guests", "run0000000000001", 1);
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    public final Deployment deployment =
            new Deployment("guests", "d" + UUID.randomUUID().toString().substring(0, 6));
    public final RecordedCalls calls = new RecordedCalls();
    public final AwsClients aws;
    public final List<String> metrics = new ArrayList<>();
    private final List<AwsPipeline> opened = new ArrayList<>();

    public TestDeployment(AwsClients clients) {
        aws = clients.seenBy(calls);
        clients.eventBridge().createEventBus(request -> request.name(deployment.bus()));
        clients.s3().createBucket(request -> request.bucket(deployment.name())
                .createBucketConfiguration(place -> place.locationConstraint("eu-central-1")));
        new LedgerTable(deployment.ledger()).createIfMissing(clients.dynamoDb());
    }

    public Settings settings() {
        return Settings.of(Map.of(Setting.BLOBS_BUCKET.variable(), deployment.name()), deployment, aws);
    }

    public Entry entry(String name, Transform<Guest, Guest> greet) {
        StepMetrics meter = new StepMetrics(deployment.name(), name, InstantSource.system(), metrics::add);
        Bindings bindings = Bindings.of(GUESTS).bind(GREET, greet).build();
        AwsPipeline pipeline = AwsPipeline.of(aws, settings(), bindings, meter);
        opened.add(pipeline);
        return new Entry(name, pipeline, meter);
    }

    /** A queue of the deployment; made if it is not there. @return its URL */
    public String queue(String name) {
        return aws.sqs().createQueue(request -> request.queueName(name)).queueUrl();
    }

    /** What the step before {@link #GREET} emits: guests by their numbers, as EventBridge delivers it. */
    public static String read(int chunk, int... numbers) {
        List<Traced<Guest>> guests = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            guests.add(new Traced<>(
                    new Origin(i + 2, i * 10L, 0), new Guest("g" + numbers[i], "guest" + numbers[i] + "@example.org")));
        }
        byte[] bytes = new RecordCodec<>(READ).encode(guests, List.of("id", "email"), FieldCipher.NONE);
        ChunkOutcome outcome = new ChunkOutcome(
                new ChunkKey(RUN, "extract", chunk),
                new Counts(numbers.length, numbers.length, 0, 0, 0, 0),
                2,
                numbers.length + 1L,
                Hashes.hex(Hashes.sha256(bytes)),
                null,
                Timing.NONE);
        Envelope event = Facts.envelope(
                new Fact.RecordsExtracted(outcome),
                READ,
                bytes,
                new Emission(TIME, null, new Emission.Context(TIME, null, null)));
        return new String(EventBridgeJson.wrap(event), UTF_8);
    }

    /** The events put on the bus, in order. */
    public List<Envelope> events() {
        return calls.of(PutEventsRequest.class).stream()
                .flatMap(request -> request.entries().stream())
                .map(entry -> EventBridgeJson.read(entry.detail().getBytes(UTF_8)))
                .toList();
    }

    @Override
    public void close() {
        opened.forEach(AwsPipeline::close);
    }
}
