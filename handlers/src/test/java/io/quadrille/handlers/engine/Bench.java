package io.quadrille.handlers.engine;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.expand;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.filter;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.events.hashing.Hashes;
import io.quadrille.events.pipeline.ExpandStep;
import io.quadrille.events.pipeline.FilterStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.events.records.AesGcmCipher;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Sensitive;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.Expand;
import io.quadrille.handlers.Filter;
import io.quadrille.handlers.Transform;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.KeyService.KeyContext;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.StepMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A pipeline on a test bench: each step's engine between a delivery made by hand and a bus that records. */
final class Bench {
    record Guest(String id, @Sensitive String email, String town) {}

    static final RecordType<Guest> READ = records("guests.read.v1", Guest.class);
    static final RecordType<Guest> GREETED = records("guests.greeted.v1", Guest.class);
    static final RecordType<Guest> LOCAL = records("guests.local.v1", Guest.class);
    static final RecordType<Guest> SEATED = records("guests.seated.v1", Guest.class);
    static final RecordType<Guest> SERVED = records("guests.served.v1", Guest.class);

    static final TransformStep<Guest, Guest> GREET =
            step("greet").on(READ).emits(GREETED).retries(2);
    static final FilterStep<Guest> ONLY_LOCAL = filter("only-local").on(READ).emits(LOCAL);
    static final ExpandStep<Guest, Guest> SEAT = expand("seat").on(READ).emits(SEATED);
    static final ExpandStep<Guest, Guest> SERVE = expand("serve").on(SEATED).emits(SERVED);
    static final LoadStep<Guest> LOAD = load("load").on(GREETED).into(table("guests", Guest::id));
    static final Pipeline GUESTS = pipeline("guests")
            .steps(extract("extract", csv()).emits(READ), GREET, ONLY_LOCAL, SEAT, SERVE, LOAD)
            .endsWith(LOCAL)
            .endsWith(SERVED)
            .build();

    static final Instant SOURCE_TIME = Instant.parse("2026-01-02T03:04:05Z");
    static final RunKey RUN = new RunKey("guests", "run0000000000001", 1);

    final RecordingBus bus = new RecordingBus(1_000_000);
    final TestBlobs blobs = new TestBlobs();
    final TestKeys keys = new TestKeys();
    final String dataKey = keys.generate(new KeyContext("guests", RUN.run())).wrapped();
    final List<StepMeter.Work> measured = new ArrayList<>();
    final List<RecordTable.TableWrite> writes = new ArrayList<>();
    final ClaimChecks claimChecks = new ClaimChecks(blobs, 20_000);
    Instant now = Instant.parse("2026-01-02T04:00:00Z");
    RecordTable table = writes::add;
    final EngineServices services = new EngineServices(
            new Publisher(bus, claimChecks),
            claimChecks,
            new RunCiphers(keys),
            () -> now,
            new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15), new SplittableRandom(1)),
            measured::add);

    Transform<Guest, Guest> greet = guest -> guest;
    Filter<Guest> onlyLocal = guest -> true;
    Expand<Guest, Guest> seat = List::of;

    <I, O> Delivery.Consumer engine(Step<I, O> step) {
        return StepEngine.of(step, bindings(), write -> table.write(write), services);
    }

    private Bindings bindings() {
        return Bindings.of(GUESTS)
                .bind(GREET, guest -> greet.apply(guest))
                .bind(ONLY_LOCAL, guest -> onlyLocal.keep(guest))
                .bind(SEAT, guest -> seat.apply(guest))
                .bind(SERVE, guest -> seat.apply(guest))
                .build();
    }

    static Guest guest(int number) {
        return new Guest("g" + number, "guest" + number + "@example.org", "Town " + number);
    }

    /** Guests by their numbers, each on a line of its own from 2. */
    static List<Traced<Guest>> guests(int... numbers) {
        List<Traced<Guest>> guests = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            guests.add(new Traced<>(new Origin(i + 2, i * 10L, 0), guest(numbers[i])));
        }
        return guests;
    }

    FieldCipher cipher() {
        return new AesGcmCipher(keys.unwrap(dataKey, new KeyContext("guests", RUN.run())), RUN.run());
    }

    /** A chunk as the step before emits it. */
    Envelope event(RecordType<Guest> type, int chunk, List<Traced<Guest>> records) {
        byte[] bytes = new RecordCodec<>(type).encode(records, List.of("id", "email", "town"), cipher());
        return event(type, chunk, records.size(), bytes);
    }

    Envelope event(RecordType<Guest> type, int chunk, int records, byte[] bytes) {
        ChunkOutcome outcome = new ChunkOutcome(
                new ChunkKey(RUN, "before", chunk),
                new Counts(records, records, 0, 0, 0, 0),
                2,
                records + 1L,
                Hashes.hex(Hashes.sha256(bytes)),
                null,
                Timing.NONE);
        return Facts.envelope(
                new Fact.RecordsTransformed(outcome),
                type,
                bytes,
                new Emission(now, null, new Emission.Context(SOURCE_TIME, null, dataKey)));
    }

    Delivery delivery(Envelope event, int receives) {
        return new Delivery(EventBridgeJson.wrap(event), receives, now);
    }

    Delivery delivery(RecordType<Guest> type, int chunk, int receives, int... numbers) {
        return delivery(event(type, chunk, guests(numbers)), receives);
    }

    Disposition handle(Step<?, ?> step, Delivery delivery) {
        return engine(step).handle(List.of(delivery)).get(0);
    }

    /** The one event of a kind on the bus. */
    Envelope only(FactKind kind) {
        List<Envelope> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " " + kind + " among " + kinds());
        }
        return found.get(0);
    }

    List<Envelope> all(FactKind kind) {
        return bus.accepted().stream().filter(event -> event.kind() == kind).toList();
    }

    List<FactKind> kinds() {
        return bus.accepted().stream().map(Envelope::kind).toList();
    }

    Counts counts(Envelope outcome) {
        return ((Fact.StepOutcome) Facts.fact(outcome)).outcome().counts();
    }

    List<Rejection> rejections() {
        return ((Fact.RecordsRejected) Facts.fact(only(FactKind.RECORDS_REJECTED))).rejections();
    }

    List<Traced<Guest>> recordsOf(RecordType<Guest> type, Envelope outcome) {
        return new RecordCodec<>(type)
                .decode(claimChecks.fetch(outcome).data().orElseThrow(), cipher())
                .traced();
    }

    static RecordTable away(String message) {
        return write -> {
            throw new RetryableFailure(message);
        };
    }

    @Nullable
    static String reason(Disposition disposition) {
        return disposition instanceof Delivery.Retry retry
                ? retry.reason()
                : disposition instanceof Delivery.Dead dead ? dead.reason() : null;
    }
}
