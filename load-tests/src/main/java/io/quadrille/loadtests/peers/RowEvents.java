package io.quadrille.loadtests.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.loadtests.flow.Contact;
import io.quadrille.loadtests.flow.ContactCsv;
import io.quadrille.loadtests.flow.ContactReader;
import io.quadrille.loadtests.flow.ContactRow;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Depth;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.bus.LocalBus;
import io.quadrille.runtime.ThreadScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An event for each record, on our own bus: the extract publishes each row, the transform each result, the load that it
 * was stored, and an observer's rule matches all three. No ledger, no ids that survive a redelivery, no rejects.
 */
public final class RowEvents implements Candidate {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXTRACTED = "row.extracted.v1";
    private static final String TRANSFORMED = "row.transformed.v1";
    private static final String LOADED = "row.loaded.v1";
    /** As often as an extract of chunks asks: asking for each record would hand threads over for each. */
    private static final int RECORDS_PER_ROOM = 1_000;

    @Override
    public Lap prepare(Course course) {
        return new Design(course);
    }

    private static final class Design implements Lap {
        private final Course course;
        private final BusLimits limits = BusLimits.ofThisMachine();
        private final ThreadScheduler scheduler = new ThreadScheduler(limits.workers() + 1);
        private final LocalBus bus = new LocalBus(
                scheduler,
                InstantSource.system(),
                limits,
                new BackOff(Duration.ofMillis(100), Duration.ofMinutes(1), new Random()));
        private final Map<Long, Contact> table = new ConcurrentHashMap<>();
        private final AtomicLong number = new AtomicLong();
        private final Semaphore observed = new Semaphore(0);
        private final Semaphore room = new Semaphore(0);
        private final Runnable whenRoom = room::release;
        private long records;

        Design(Course course) {
            this.course = course;
            consume("transform", EXTRACTED, this::transform);
            consume("load", TRANSFORMED, this::load);
            bus.addQueue(
                    new Rule("rows-observer", "{\"source\":[\"rows\"]}", Rule.OBSERVER),
                    StepSettings.DEFAULT,
                    this::observe,
                    RowEvents::refuse);
        }

        private void consume(String step, String type, Delivery.Consumer consumer) {
            String pattern = "{\"source\":[\"rows\"],\"detail-type\":[\"" + type + "\"]}";
            bus.addQueue(new Rule("rows-" + step, pattern, step), StepSettings.DEFAULT, consumer, RowEvents::refuse);
        }

        @Override
        public void run() throws IOException, InterruptedException {
            try (CsvReader<String[]> reader = ContactReader.open(course.file())) {
                for (String[] cells : reader) {
                    if (records % RECORDS_PER_ROOM == 0) {
                        awaitRoom();
                    }
                    publish(EXTRACTED, JSON.writeValueAsBytes(ContactRow.of(cells)));
                    records++;
                }
            }
            bus.rest(whenRoom);
            observed.acquire((int) (3 * records));
        }

        private void awaitRoom() throws InterruptedException {
            while (!bus.hasRoom(whenRoom)) {
                room.acquire();
            }
        }

        private List<Disposition> transform(List<Delivery> batch) {
            return each(batch, data -> {
                Contact contact = Contact.of(JSON.readValue(data, ContactRow.class));
                publish(TRANSFORMED, JSON.writeValueAsBytes(contact));
            });
        }

        private List<Disposition> load(List<Delivery> batch) {
            return each(batch, data -> {
                Contact contact = JSON.readValue(data, Contact.class);
                table.put(contact.id(), contact);
                publish(LOADED, ("{\"id\":" + contact.id() + "}").getBytes(UTF_8));
            });
        }

        private List<Disposition> observe(List<Delivery> batch) {
            List<Disposition> dispositions = each(batch, data -> JSON.readTree(data));
            observed.release(batch.size());
            return dispositions;
        }

        private void publish(String type, byte[] data) {
            bus.putEvents(List.of(new Envelope(CloudEventBuilder.v1()
                    .withId(Long.toString(number.incrementAndGet()))
                    .withSource(URI.create("/quadrille/rows"))
                    .withType(type)
                    .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                    .withDataContentType("application/json")
                    .withExtension(Extensions.RUN, "run")
                    .withExtension(Extensions.ATTEMPT, 1)
                    .withData(data)
                    .build())));
        }

        @Override
        public Evidence evidence() throws IOException {
            LocalBus.Depth deepest = bus.deepest();
            return new Evidence(
                            records,
                            ContactCsv.digest(new TreeMap<>(table).values().iterator()))
                    .withDepth(new Depth(deepest.messages(), deepest.bytes()));
        }

        @Override
        public void close() {
            scheduler.close();
        }
    }

    /** What a step does with one row. */
    @FunctionalInterface
    private interface RowWork {
        void accept(byte[] data) throws IOException;
    }

    private static List<Disposition> each(List<Delivery> batch, RowWork work) {
        List<Disposition> dispositions = new ArrayList<>(batch.size());
        for (Delivery delivery : batch) {
            try {
                work.accept(EventBridgeJson.read(delivery.body()).data().orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException("an event of our own is not read", e);
            }
            dispositions.add(new Done());
        }
        return dispositions;
    }

    private static void refuse(Delivery letter, String reason) {
        throw new IllegalStateException("a row was given up: " + reason);
    }
}
