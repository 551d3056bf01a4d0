package io.quadrille.acceptance;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.aws.provision.Provision;
import io.quadrille.contracts.endpoint.AwsEndpoint;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.Message;

/** What an endpoint's queues and buckets may bring, and nobody wishes for. */
@ExtendWith(AwsEndpoint.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class EndpointTroubleTest {
    private static final RecordType<Word> READ = records("words.read.v1", Word.class);
    private static final RecordType<Word> SAID = records("words.said.v1", Word.class);
    private static final ExtractStep<Word> EXTRACT =
            extract("extract", csv().chunkRecords(2)).emits(READ);
    private static final TransformStep<Word, Word> SAY = step("say").on(READ).emits(SAID);
    private static final LoadStep<Word> LOAD = load("load").on(SAID).into(table("words", Word::id));
    private static final Bindings WORDS = Bindings.of(
                    pipeline("words").steps(EXTRACT, SAY, LOAD).build())
            .bind(SAY, word -> new Word(word.id(), word.word() + "!"))
            .build();
    private static final String FIVE = "id,word\n1,one\n2,two\n3,three\n4,four\nx,none\n";
    private static final String FIVE_SAID = "id,word\n1,one!\n2,two!\n3,three!\n4,four!\n";

    record Word(int id, String word) {}

    private final EndpointStage stage;

    EndpointTroubleTest(URI endpoint) {
        stage = new EndpointStage(endpoint, WORDS, Map.of());
    }

    @AfterEach
    void join() throws InterruptedException {
        stage.join();
    }

    @Test
    void every_message_several_times_and_in_any_order_is_counted_once() throws Exception {
        long seed = Long.getLong("quadrille.seed", System.nanoTime());
        System.out.println("order of messages from -Dquadrille.seed=" + seed);
        Random random = new Random(seed);
        SourceObject file = stage.drop("landing/five.csv", RequestBody.fromString(FIVE));
        multiply("arrival", 1, random);
        stage.workOnce("arrival");
        multiply("say", 3, random);
        multiply(Rule.OBSERVER, 6, random); // start, three chunks, a reject, end
        RunReport report = stage.working().ended(file);

        assertThat(report.status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
        assertThat(report.balanced()).isTrue();
        assertThat(report.headline())
                .returns(5L, sink -> sink.extracted())
                .returns(4L, sink -> sink.loaded())
                .returns(1L, sink -> sink.rejected());
        assertThat(runs()).hasSize(1);
        assertThat(stage.table("words")).isEqualTo(FIVE_SAID);
    }

    /** Puts each of so many messages in twice, in any order. */
    private void multiply(String target, int count, Random random) {
        QueueProbe queue = queue(stage.deployment().queue(target));
        List<Message> messages = new ArrayList<>();
        List<Message> taken = queue.take(count);
        for (int copy = 0; copy < 2; copy++) {
            messages.addAll(taken);
        }
        Collections.shuffle(messages, random);
        messages.forEach(message -> queue.send(message.body()));
    }

    @Test
    void a_message_that_is_no_event_is_buried_whole_and_stops_no_other() throws Exception {
        String poison = "{\"no\":\"event\"}";
        SourceObject file = stage.drop("landing/five.csv", RequestBody.fromString(FIVE));
        stage.workOnce("arrival");
        queue(stage.deployment().queue("say")).send(poison);

        assertThat(stage.workOnce("say")).isEqualTo(4);
        assertThat(queue(stage.deployment().deadLetterQueue("say")).see())
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.body()).isEqualTo(poison);
                    assertThat(letter.messageAttributes().toString())
                            .contains("neither an EventBridge event nor a CloudEvent");
                });
        assertThat(stage.working().ended(file).headline().loaded()).isEqualTo(4);
    }

    @Test
    void only_objects_of_the_landing_become_runs() throws Exception {
        stage.drop("elsewhere/five.csv", RequestBody.fromString(FIVE));
        stage.drop("landing/five.txt", RequestBody.fromString(FIVE));
        SourceObject empty = stage.drop("landing/empty.csv", RequestBody.empty());
        SourceObject gone = stage.drop("landing/gone.csv", RequestBody.fromString(FIVE));
        stage.aws().s3().deleteObject(request -> request.bucket(gone.bucket())
                .key(gone.key())
                .versionId(gone.version()));

        assertThat(stage.workOnce("arrival")).isEqualTo(3);
        stage.workOnce(Rule.OBSERVER);
        assertThat(stage.ended(empty))
                .returns(RunStatus.COMPLETE, RunReport::status)
                .returns(0L, RunReport::extracted);
        assertThat(stage.ended(gone))
                .returns(RunStatus.FAILED, RunReport::status)
                .satisfies(
                        report -> assertThat(report.failure()).contains("s3://" + gone.bucket() + "/landing/gone.csv"));
        assertThat(runs()).hasSize(2);
    }

    @Test
    void what_is_set_up_is_not_made_again() {
        List<String> made = new ArrayList<>();
        new Provision(stage.aws(), WORDS.pipeline(), stage.deployment()).run(made::add);

        assertThat(made).isEmpty();
    }

    private List<RunReport> runs() {
        return stage.queries().runs(RunFilter.ALL, Optional.empty(), 10).items();
    }

    private QueueProbe queue(String name) {
        return new QueueProbe(stage.aws().sqs(), name);
    }
}
