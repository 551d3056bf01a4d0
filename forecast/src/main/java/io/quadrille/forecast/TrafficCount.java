package io.quadrille.forecast;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.records.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts a run's traffic from the definition: which events its steps emit, which of its queues each event goes to, and
 * what the ledger is told. Used once, by one thread.
 */
final class TrafficCount {
    /** Left for EventBridge's members around an event that carries its own data. */
    private static final int WRAPPER_BYTES = 512;

    private final Pipeline pipeline;
    private final Workload workload;
    private final Profile profile;
    private final ChunkShape shape;
    private final RowSizes sizes;
    private final SampleEvents samples;
    private final int batch;
    private final long mostEventBytes;
    /** Whether the profile was seen in a run of this very file, in these chunks. */
    private final boolean ofThisFile;

    private final List<EventFlow> events = new ArrayList<>();
    private final Map<String, Received> queues = new LinkedHashMap<>();
    private final Map<String, Long> rejecting = new LinkedHashMap<>();
    private long rows;
    private long rowUnits;
    private long blobPuts;
    private long blobGets;

    /** What a queue has taken so far. */
    private static final class Received {
        long messages;
        long units;
    }

    /** @param batch messages in one receive, of every queue */
    private TrafficCount(Pipeline pipeline, Workload workload, Profile profile, ChunkShape shape, int batch) {
        this.pipeline = pipeline;
        this.workload = workload;
        this.profile = profile;
        this.shape = shape;
        this.batch = batch;
        this.ofThisFile = profile.sampleOf(workload) != null;
        this.sizes = new RowSizes(pipeline, workload);
        this.samples = new SampleEvents(pipeline);
        this.mostEventBytes = Long.parseLong(Setting.MAX_EVENT_BYTES.unlessSet().orElseThrow());
        pipeline.steps().stream()
                .filter(step -> step.consumes().isPresent())
                .forEach(step -> queues.put(step.name(), new Received()));
        queues.put(Rule.OBSERVER, new Received());
    }

    /** The kit's own: each message received alone, which is the most it can cost. */
    static Traffic of(Design design, Workload workload, Profile profile) {
        boolean asDefined = design.format().equals(design.pipeline().extract().format());
        Profile seen = asDefined ? profile : new Profile(profile.steps(), profile.sizes(), null);
        ChunkShape shape = ChunkShape.of(workload, design.format(), seen.sampleOf(workload));
        TrafficCount count = new TrafficCount(design.pipeline(), workload, seen, shape, 1);
        count.countAll();
        long calls = count.events.stream().mapToLong(EventFlow::events).sum();
        LedgerFlow ledger =
                new LedgerCount(design.pipeline(), shape.chunks(), count.rejecting, count.rejectRows()).flow();
        return count.traffic(calls, ledger);
    }

    /**
     * The same steps with an event for each row, at its best: batches of ten everywhere, and of the ledger a counter for
     * each outcome that is not read.
     */
    static Traffic ofRows(Design design, Workload workload, Profile profile) {
        Profile unsampled = new Profile(profile.steps(), profile.sizes(), null);
        TrafficCount count = new TrafficCount(
                design.pipeline(),
                workload,
                unsampled,
                new ChunkShape(workload.records(), 1, 0),
                io.quadrille.events.pipeline.StepSettings.DEFAULT.batch());
        count.countAll();
        long calls = count.events.stream().mapToLong(EventFlow::events).sum() / count.batch;
        long outcomes = workload.records() * design.pipeline().steps().size();
        long rejects =
                count.rejecting.values().stream().mapToLong(Long::longValue).sum();
        return count.traffic(calls, new LedgerFlow(outcomes, rejects, 0, outcomes + rejects, 0));
    }

    private Traffic traffic(long putCalls, LedgerFlow ledger) {
        List<QueueFlow> flows = new ArrayList<>();
        queues.forEach(
                (target, received) -> flows.add(new QueueFlow(target, received.messages, received.units, batch)));
        return new Traffic(shape.chunks(), events, flows, putCalls, ledger, rows, rowUnits, blobPuts, blobGets);
    }

    private void countAll() {
        told(samples.started());
        for (Step<?, ?> step : pipeline.steps()) {
            rejects(step);
            outcomes(step, shape.full(), shape.records());
            if (shape.rest() > 0) {
                outcomes(step, 1, (double) shape.rest());
            }
            rows(step);
        }
        told(samples.extracted(shape.chunks(), workload.records()));
        told(samples.completed(workload.records()));
    }

    /** Of a run as a whole. */
    private void told(Envelope envelope) {
        add(EventFlow.of(envelope.type(), "", 1, SampleEvents.entryBytes(envelope)), envelope, List.of());
    }

    private void outcomes(Step<?, ?> step, long chunks, double records) {
        if (chunks == 0) {
            return;
        }
        RecordType<?> type = step.emits().orElse(null);
        double in = records * consumedPerRecord(step);
        double out = in * profile.of(step.name()).outPerIn();
        Envelope envelope = samples.outcome(step.name(), type, Math.round(in));
        long bytes = SampleEvents.entryBytes(envelope);
        boolean claimed = false;
        if (type != null) {
            double payload = RowSizes.headerBytes(type) + out * recordBytes(type);
            claimed = payload + EnvelopeJson.attributesLength(envelope) + WRAPPER_BYTES > mostEventBytes;
            bytes += claimed ? "claims".length() + 80 : Math.round(payload);
        }
        Profile.EventSize measured =
                type == null || !ofThisFile ? null : profile.sizes().get(type.name());
        long claims = measured != null ? Math.round(chunks * measured.claims()) : claimed ? chunks : 0;
        long units = measured != null ? Math.round(chunks * measured.units()) : chunks * EventFlow.unitsOf(bytes);
        EventFlow flow = new EventFlow(envelope.type(), step.name(), chunks, bytes, units, claims);
        List<String> consumers = type == null ? List.of() : consumersOf(type);
        blobPuts += claims;
        blobGets += claims * consumers.size();
        add(flow, envelope, consumers);
    }

    private double recordBytes(RecordType<?> type) {
        Profile.EventSize measured = profile.sizes().get(type.name());
        return measured == null ? sizes.recordBytes(type) : measured.recordBytes();
    }

    private void rejects(Step<?, ?> step) {
        long chunks = rejectingChunks(step);
        rejecting.put(step.name(), chunks);
        if (chunks > 0) {
            Envelope envelope = samples.rejects(step.name(), rejectsOf(step, chunks));
            long bytes = SampleEvents.entryBytes(envelope);
            add(EventFlow.of(envelope.type(), step.name(), chunks, bytes), envelope, List.of());
        }
    }

    /** Of the sample, where this is its file; else as many as chance spreads them over. */
    private long rejectingChunks(Step<?, ?> step) {
        StepProfile of = profile.of(step.name());
        if (ofThisFile) {
            return of.rejectingChunks();
        }
        double perChunk = shape.records() * consumedPerRecord(step);
        return of.rejectedPerIn() == 0
                ? 0
                : Math.round(shape.chunks() * (1 - Math.pow(1 - of.rejectedPerIn(), perChunk)));
    }

    private long rejectsOf(Step<?, ?> step, long chunks) {
        double all = workload.records()
                * consumedPerRecord(step)
                * profile.of(step.name()).rejectedPerIn();
        return Math.round(all / chunks);
    }

    private Map<String, Long> rejectRows() {
        Map<String, Long> rowsOf = new LinkedHashMap<>();
        for (Step<?, ?> step : pipeline.steps()) {
            long chunks = rejecting.getOrDefault(step.name(), 0L);
            rowsOf.put(step.name(), chunks == 0 ? 0 : rejectsOf(step, chunks));
        }
        return rowsOf;
    }

    private void rows(Step<?, ?> step) {
        if (step instanceof LoadStep<?> load) {
            long loaded = Math.round(workload.records()
                    * consumedPerRecord(step)
                    * profile.of(step.name()).outPerIn());
            rows += loaded;
            rowUnits += loaded * (long) Math.ceil(sizes.itemBytes(load.from()) / 1024);
        }
    }

    private double consumedPerRecord(Step<?, ?> step) {
        return profile.consumedBy(step, pipeline);
    }

    private List<String> consumersOf(RecordType<?> type) {
        return pipeline.steps().stream()
                .filter(step -> step.consumes().filter(type::equals).isPresent())
                .map(Step::name)
                .toList();
    }

    private void add(EventFlow flow, Envelope envelope, List<String> consumers) {
        events.add(flow);
        long wrapper = SampleEvents.wrapperBytes(envelope);
        for (String consumer : consumers) {
            boolean longer = flow.units() == flow.events() * EventFlow.unitsOf(flow.bytes());
            receive(
                    consumer,
                    flow.events(),
                    longer ? flow.events() * EventFlow.unitsOf(flow.bytes() + wrapper) : flow.units());
        }
        boolean withoutRecords = envelope.kind().carriesRecords();
        long observed = wrapper + (withoutRecords ? EnvelopeJson.attributesLength(envelope) : flow.bytes());
        receive(Rule.OBSERVER, flow.events(), flow.events() * EventFlow.unitsOf(observed));
    }

    private void receive(String target, long messages, long units) {
        Received received = queues.get(target);
        if (received != null) {
            received.messages += messages;
            received.units += units;
        }
    }
}
