package io.quadrille.handlers.extract;

import static io.quadrille.events.FactKind.FILE_EXTRACTED;
import static io.quadrille.events.FactKind.RECORDS_EXTRACTED;
import static io.quadrille.events.FactKind.RECORDS_REJECTED;
import static io.quadrille.events.FactKind.RUN_FAILED;
import static io.quadrille.events.FactKind.RUN_STARTED;
import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.Counts;
import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Sensitive;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.handlers.engine.EngineServices;
import io.quadrille.handlers.engine.Publisher;
import io.quadrille.handlers.engine.RecordingBus;
import io.quadrille.handlers.engine.RunCiphers;
import io.quadrille.handlers.engine.TestBlobs;
import io.quadrille.handlers.engine.TestKeys;
import io.quadrille.handlers.ports.KeyService.KeyContext;
import io.quadrille.handlers.ports.PermanentFailure;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.handlers.ports.StepMeter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** A pass over a source: the same events each time, and an end whatever happens. */
final class ExtractionTest {
    private record Reading(String sensor, int degrees, @Sensitive String owner) {
        Reading {
            if (degrees == 99) {
                throw new IllegalStateException(owner);
            } else if (degrees == 98) {
                owner = null;
            }
        }
    }

    private static final RecordType<Reading> READINGS = records("readings.extracted.v1", Reading.class);
    private static final Pipeline PIPELINE = pipeline("readings")
            .steps(
                    extract("extract", csv().chunkRecords(2)).emits(READINGS),
                    load("load").on(READINGS).into(table("readings", Reading::sensor)))
            .build();
    private static final RunKey RUN = new RunKey("readings", "run0000000000001", 1);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String FIVE =
            "Sensor,DEGREES,o w-n_er,extra\ns1,1,Ann,x\ns2,2,Bo,x\ns3,x,Cy,x\ns4,4,Di,x\ns5,5,Ed,x\n";

    private final List<StepMeter.Work> measured = new ArrayList<>();
    private final RecordingBus bus = new RecordingBus(1_000_000);
    private final TestKeys keys = new TestKeys();
    private final TestScheduler scheduler = new TestScheduler();
    private final List<Runnable> waiting = new ArrayList<>();
    private Credit credit = Credit.UNLIMITED;
    private int ends;

    /** The one that the field holds when it is asked. */
    private Credit credit() {
        return new Credit() {
            @Override
            public boolean hasRoom(Runnable whenRoom) {
                return credit.hasRoom(whenRoom);
            }

            @Override
            public void rest(Runnable whenRoom) {
                credit.rest(whenRoom);
            }
        };
    }

    private Extraction<?> pass(String content, IntPredicate ended) {
        return pass(source -> new ByteArrayInputStream(content.getBytes(UTF_8)), ended);
    }

    private Extraction<?> pass(SourceReader source, IntPredicate ended) {
        Registration registration = new Registration(
                RUN,
                new SourceObject("local", "/data/readings.csv", "v1", 100),
                NOW,
                null,
                keys.generate(new KeyContext("readings", RUN.run())).wrapped());
        ClaimChecks claimChecks = new ClaimChecks(new TestBlobs(), 256 * 1024);
        EngineServices services = new EngineServices(
                new Publisher(bus, claimChecks),
                claimChecks,
                new RunCiphers(keys),
                () -> NOW,
                new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15), new SplittableRandom(1)),
                measured::add);
        Extraction<?> extraction = Extraction.of(
                PIPELINE, registration, new Extraction.Services(services, source, scheduler, credit()), ended);
        extraction.start(() -> ends++);
        return extraction;
    }

    private List<Envelope> run(String content) {
        bus.clear();
        pass(content, chunk -> false);
        scheduler.runAll();
        return bus.accepted();
    }

    private List<FactKind> kinds() {
        return bus.accepted().stream().map(Envelope::kind).toList();
    }

    private Fact last() {
        List<Envelope> accepted = bus.accepted();
        return Facts.fact(accepted.get(accepted.size() - 1));
    }

    private static List<String> content(List<Envelope> events) {
        return events.stream()
                .map(event -> event.id() + " "
                        + event.data().map(d -> new String(d, UTF_8)).orElse(""))
                .toList();
    }

    @Test
    void each_chunk_is_measured_once_it_is_on_the_bus() {
        run(FIVE);

        assertThat(measured)
                .extracting(StepMeter.Work::step)
                .containsOnly("extract")
                .hasSize(3);
        assertThat(measured.stream().mapToLong(StepMeter.Work::in).sum()).isEqualTo(5);
        assertThat(measured.stream().mapToLong(w -> w.out() + w.rejected()).sum())
                .isEqualTo(5);
    }

    @Test
    void source_becomes_its_chunks_between_start_and_totals() {
        run(FIVE);

        assertThat(kinds())
                .containsExactly(
                        RUN_STARTED,
                        RECORDS_EXTRACTED,
                        RECORDS_REJECTED,
                        RECORDS_EXTRACTED,
                        RECORDS_EXTRACTED,
                        FILE_EXTRACTED);
        assertThat(bus.accepted().stream().filter(e -> e.kind() == RECORDS_EXTRACTED))
                .extracting(
                        e -> ((Fact.RecordsExtracted) Facts.fact(e)).outcome().counts())
                .containsExactly(
                        new Counts(2, 2, 0, 0, 0, 0), new Counts(2, 1, 0, 1, 0, 0), new Counts(1, 1, 0, 0, 0, 0));
        assertThat(last())
                .isEqualTo(
                        new Fact.FileExtracted(RUN, "extract", 3, 5, FIVE.length(), FIVE.length(), List.of("extra")));
        assertThat(ends).isEqualTo(1);
    }

    @Test
    void second_pass_emits_the_same_ids_and_bytes() {
        List<String> first = content(run(FIVE));

        assertThat(content(run(FIVE))).isEqualTo(first);
    }

    @Test
    void resumed_pass_emits_only_chunks_not_ended_and_the_same_totals() {
        List<String> whole = content(run(FIVE));
        bus.clear();

        pass(FIVE, chunk -> chunk != 1);
        scheduler.runAll();

        assertThat(kinds()).containsExactly(RUN_STARTED, RECORDS_REJECTED, RECORDS_EXTRACTED, FILE_EXTRACTED);
        assertThat(whole).containsAll(content(bus.accepted()));
    }

    @Test
    void chunk_that_is_reopened_while_it_is_asked_for_is_taken_once() {
        List<Integer> asked = new ArrayList<>();

        pass(FIVE, chunk -> {
            asked.add(chunk);
            return asked.stream().filter(c -> c == chunk).count() == 1; // the second answer would be another
        });
        scheduler.runAll();

        assertThat(kinds()).containsExactly(RUN_STARTED, FILE_EXTRACTED);
    }

    @Test
    void empty_file_and_header_alone_are_extracted() {
        for (String content : List.of("", "\n\n", "sensor,degrees,owner", "sensor,degrees,owner\n\n")) {
            run(content);

            assertThat(kinds()).containsExactly(RUN_STARTED, FILE_EXTRACTED);
            assertThat(((Fact.FileExtracted) last()).records()).isZero();
        }
    }

    @Test
    void a_failure_is_known_and_whether_the_bus_was_told() {
        Extraction<?> refused = pass("sensor,owner\na,b\n", chunk -> false);
        assertThat(refused.findFailure()).isEmpty();
        scheduler.runAll();
        assertThat(refused.findFailure().orElseThrow().told()).isTrue();

        assertThat(pass(FIVE, chunk -> false).findFailure()).isEmpty();
    }

    @Test
    void a_permanent_failure_fails_the_run_in_its_own_words() {
        pass(
                source -> {
                    throw new PermanentFailure("the bucket may not be read") {
                        private static final long serialVersionUID = 1;
                    };
                },
                chunk -> false);
        scheduler.runAll();

        assertThat(last()).isEqualTo(new Fact.RunFailed(RUN, "the bucket may not be read"));
    }

    @Test
    void a_run_that_fails_twice_says_so_in_two_events_and_for_one_reason_in_one() {
        List<String> ids = new ArrayList<>();
        for (String content : List.of("sensor,owner\na,b\n", "sensor,owner\na,b\n", "sensor,,x\na,b,c\n")) {
            run(content);
            ids.add(bus.accepted().get(bus.accepted().size() - 1).id());
        }

        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    }

    @Test
    void refused_header_fails_the_run_before_any_record_event() {
        for (String content : List.of(
                "sensor,owner\na,b\n",
                "sensor,sensor,x\na,b,c\n",
                "sensor,,x\na,b,c\n",
                "sensor,degrees,owner,De grees,OWNER\n1,2,3,4,5\n")) {
            run(content);
            if (content.contains("De grees")) {
                assertThat(kinds()).contains(FILE_EXTRACTED); // an exact name wins over loose ones
            } else {
                assertThat(kinds()).containsExactly(RUN_STARTED, RUN_FAILED);
                assertThat(((Fact.RunFailed) last()).reason()).contains("readings.csv");
            }
        }
        assertThat(ends).isEqualTo(4);
    }

    @Test
    void source_that_breaks_in_the_middle_fails_the_run() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("readings.csv: connection reset");
            }
        };
        byte[] begun = ("sensor,degrees,owner\n" + "s,1,a\n".repeat(30_000)).getBytes(UTF_8);
        Extraction<?> extraction =
                pass(s -> new SequenceInputStream(new ByteArrayInputStream(begun), broken), chunk -> false);

        scheduler.runAll();

        assertThat(kinds()).contains(RECORDS_EXTRACTED).endsWith(RUN_FAILED).doesNotContain(FILE_EXTRACTED);
        assertThat(((Fact.RunFailed) last()).reason()).contains("connection reset");
        assertThat(extraction.progress().ended()).isTrue();
        assertThat(ends).isEqualTo(1);
    }

    @Test
    void source_that_is_gone_fails_the_run() {
        pass(
                s -> {
                    throw new IOException("readings.csv is gone");
                },
                chunk -> false);
        scheduler.runAll();

        assertThat(last()).isEqualTo(new Fact.RunFailed(RUN, "readings.csv is gone"));
    }

    @Test
    void store_that_is_away_when_the_source_is_opened_is_tried_again() {
        List<Integer> opened = new ArrayList<>();
        pass(
                s -> {
                    opened.add(1);
                    if (opened.size() < 4) {
                        throw new RetryableFailure("S3 is away");
                    }
                    return new ByteArrayInputStream(FIVE.getBytes(UTF_8));
                },
                chunk -> false);
        scheduler.runAll();

        assertThat(last()).isInstanceOf(Fact.FileExtracted.class);
        assertThat(scheduler.delays).hasSize(3).isSorted();
    }

    @Test
    void ledger_that_is_away_costs_no_chunk() {
        List<String> whole = content(run(FIVE));
        bus.clear();
        List<Integer> asked = new ArrayList<>();
        pass(FIVE, chunk -> {
            asked.add(chunk);
            if (asked.size() % 2 == 1) {
                throw new RetryableFailure("the ledger is away");
            }
            return false;
        });
        scheduler.runAll();

        assertThat(content(bus.accepted())).isEqualTo(whole);
    }

    @Test
    void full_bus_pauses_the_pass_and_holds_no_thread() {
        List<String> whole = content(run(FIVE));
        bus.clear();
        ends = 0;
        credit = whenRoom -> {
            waiting.add(whenRoom);
            return false;
        };
        Extraction<?> extraction = pass(FIVE, chunk -> false);
        scheduler.runAll();

        assertThat(kinds()).containsExactly(RUN_STARTED);
        assertThat(scheduler.isEmpty()).isTrue();
        assertThat(extraction.progress().ended()).isFalse();

        List<Integer> asked = new ArrayList<>();
        credit = whenRoom -> {
            asked.add(1);
            if (asked.size() % 2 == 0) {
                waiting.add(whenRoom);
                return false;
            }
            return true;
        };
        while (!waiting.isEmpty()) {
            waiting.remove(0).run();
            scheduler.runAll();
        }
        assertThat(content(bus.accepted())).isEqualTo(whole);
        assertThat(ends).isEqualTo(1);
    }

    @Test
    void room_is_asked_for_by_one_name_and_given_back_where_the_pass_waits_or_ends() {
        List<String> told = new ArrayList<>();
        Set<Runnable> names = Collections.newSetFromMap(new IdentityHashMap<>());
        credit = new Credit() {
            @Override
            public boolean hasRoom(Runnable whenRoom) {
                names.add(whenRoom);
                told.add("asks");
                return true;
            }

            @Override
            public void rest(Runnable whenRoom) {
                names.add(whenRoom);
                told.add("rests");
            }
        };
        pass(FIVE, chunk -> {
            if (told.size() == 1) {
                throw new RetryableFailure("the ledger is away");
            }
            return false;
        });
        scheduler.runAll();

        assertThat(names).hasSize(1);
        assertThat(told).startsWith("asks", "rests", "asks").endsWith("asks", "rests");
        assertThat(told.stream().filter("rests"::equals)).hasSize(2);
    }

    @Test
    void publications_that_fail_lose_and_reorder_nothing() {
        List<String> whole = content(run(FIVE));
        long seed = 77;
        System.out.println("publications_that_fail: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            bus.clear();
            bus.refuse(event -> random.nextInt(3) > 0, 40);
            bus.beAway(random.nextInt(4));
            pass(FIVE, chunk -> false);
            scheduler.runAll();

            assertThat(content(bus.accepted()).stream().distinct().toList()).isEqualTo(whole);
        }
    }

    @Test
    void event_that_no_bus_takes_fails_the_run_instead_of_hanging_it() {
        bus.beAway(1, new IllegalArgumentException("too large"));
        pass(FIVE, chunk -> false);
        scheduler.runAll();

        assertThat(kinds()).containsExactly(RUN_FAILED);
        assertThat(ends).isEqualTo(1);
    }

    @Test
    void bus_that_takes_nothing_at_all_ends_the_pass() {
        bus.beAway(1_000, new IllegalArgumentException("too large"));
        Extraction<?> extraction = pass(FIVE, chunk -> false);
        scheduler.runAll();

        assertThat(extraction.progress().ended()).isTrue();
        assertThat(ends).isEqualTo(1);
    }

    @Test
    void key_service_that_is_away_at_the_start_is_waited_for() {
        List<String> whole = content(run(FIVE));
        bus.clear();
        keys.outages = 5;
        pass(FIVE, chunk -> false);
        scheduler.runAll();

        assertThat(content(bus.accepted())).isEqualTo(whole);
        assertThat(scheduler.delays).hasSize(5).isSorted();
    }

    @Test
    void key_that_is_gone_fails_the_run_after_its_start() {
        keys.gone = true;
        run(FIVE);

        assertThat(kinds()).containsExactly(RUN_STARTED, RUN_FAILED);
    }

    @Test
    void record_that_its_class_refuses_or_spoils_is_rejected_alone() {
        run("sensor,degrees,owner\ns1,99,Ann\ns2,98,Bo\ns3,1,Cy\n");

        Fact.RecordsRejected rejected =
                (Fact.RecordsRejected) Facts.fact(bus.accepted().get(1));
        assertThat(rejected.rejections())
                .containsExactly(
                        new Rejection(
                                new Origin(2, 21, 0),
                                null,
                                "INVALID_RECORD",
                                "its record class refuses it (IllegalStateException)"),
                        new Rejection(
                                new Origin(3, 31, 0),
                                null,
                                "INVALID_RECORD",
                                "its record class refuses it (NullPointerException)"));
        assertThat(kinds()).endsWith(FILE_EXTRACTED);
    }

    @Test
    void cells_of_a_record_with_a_sensitive_field_are_not_shown() {
        run("sensor,owner,degrees\ns1,5,ann@example.org\n,6,7\n"); // columns swapped

        Fact.RecordsRejected rejected =
                (Fact.RecordsRejected) Facts.fact(bus.accepted().get(1));
        assertThat(rejected.rejections())
                .containsExactly(
                        new Rejection(
                                new Origin(2, 21, 0),
                                "degrees",
                                "NOT_A_NUMBER",
                                "a value of 15 characters is not a whole number (such as 12)"),
                        new Rejection(
                                new Origin(3, 42, 0), "sensor", "MISSING_KEY", "is empty; the table is keyed by it"));
    }
}
