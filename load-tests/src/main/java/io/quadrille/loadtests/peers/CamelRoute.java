package io.quadrille.loadtests.peers;

import io.quadrille.loadtests.flow.Contact;
import io.quadrille.loadtests.flow.ContactCsv;
import io.quadrille.loadtests.flow.ContactRow;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Apache Camel: the lazy CSV data format, a streaming splitter, and two SEDA queues with JSON on them, a message a record.
 * The context is started before the lap is timed.
 */
public final class CamelRoute implements Candidate {
    private static final String QUEUE = "?size=10000&blockWhenFull=true&waitForTaskToComplete=Never";
    private static final String CONSUMERS = "?size=10000&concurrentConsumers=2";

    @Override
    public Lap prepare(Course course) throws Exception {
        Map<Long, Contact> table = new ConcurrentHashMap<>();
        Semaphore stored = new Semaphore(0);
        AtomicInteger sent = new AtomicInteger();
        CamelContext camel = new DefaultCamelContext();
        camel.setStreamCaching(false); // no body is read twice, and it takes a quarter of the time
        camel.addRoutes(routes(sent, contact -> {
            table.put(contact.id(), contact);
            stored.release();
        }));
        camel.start();
        return new Lap() {
            @Override
            public void run() throws Exception {
                try (InputStream in = Files.newInputStream(course.file());
                        ProducerTemplate template = camel.createProducerTemplate()) {
                    template.sendBody("direct:file", in);
                }
                stored.acquire(sent.get());
            }

            @Override
            public Evidence evidence() throws IOException {
                return new Evidence(
                        sent.get(),
                        ContactCsv.digest(new TreeMap<>(table).values().iterator()));
            }

            @Override
            public void close() throws Exception {
                camel.close();
            }
        };
    }

    /** Where the routes end. */
    @FunctionalInterface
    private interface Store {
        void put(Contact contact);
    }

    private static RouteBuilder routes(AtomicInteger sent, Store store) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                CsvDataFormat csv = new CsvDataFormat();
                csv.setLazyLoad(true);
                csv.setSkipHeaderRecord(true);
                csv.setHeader("id,house_number,street,town,zip,email");
                from("direct:file")
                        .unmarshal(csv)
                        .split(body())
                        .streaming()
                        .process(CamelRoute::toRow)
                        .marshal(new JacksonDataFormat(ContactRow.class))
                        .process(exchange -> sent.incrementAndGet())
                        .to("seda:rows" + QUEUE);
                from("seda:rows" + CONSUMERS)
                        .unmarshal(new JacksonDataFormat(ContactRow.class))
                        .process(exchange -> exchange.getMessage()
                                .setBody(Contact.of(exchange.getMessage().getBody(ContactRow.class))))
                        .marshal(new JacksonDataFormat(Contact.class))
                        .to("seda:contacts" + QUEUE);
                from("seda:contacts" + CONSUMERS)
                        .unmarshal(new JacksonDataFormat(Contact.class))
                        .process(exchange -> store.put(exchange.getMessage().getBody(Contact.class)));
            }
        };
    }

    private static void toRow(Exchange exchange) {
        List<?> cells = exchange.getMessage().getBody(List.class);
        exchange.getMessage().setBody(ContactRow.of(cells.toArray(String[]::new)));
    }
}
