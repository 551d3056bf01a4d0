package io.quadrille.blackbox;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handler that throws costs the record it throws on, after the retries that its step is given. */
final class ThrowingHandlerTest {
    private static final RecordType<Word> READ = records("words.read.v1", Word.class);
    private static final RecordType<Word> SAID = records("words.said.v1", Word.class);
    private static final ExtractStep<Word> EXTRACT = extract("extract", csv()).emits(READ);
    private static final TransformStep<Word, Word> SAY =
            step("say").on(READ).emits(SAID).retries(2);
    private static final LoadStep<Word> LOAD = load("load").on(SAID).into(table("words", Word::id));

    record Word(int id, String word) {}

    @TempDir
    Path folder;

    @Test
    void throwing_record_is_tried_again_then_rejected_alone_without_its_value() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Bindings bindings = Bindings.of(
                        pipeline("words").steps(EXTRACT, SAY, LOAD).build())
                .bind(SAY, word -> {
                    if (word.word().equals("secret")) {
                        calls.incrementAndGet();
                        throw new IllegalStateException("cannot say " + word.word());
                    }
                    return word;
                })
                .build();
        Path file = Files.writeString(folder.resolve("words.csv"), "id,word\n1,one\n2,secret\n3,three\n");
        try (Rehearsal rehearsal = new Rehearsal(() -> bindings, folder.resolve("home"))) {
            RunReport report = rehearsal.run(file);

            assertThat(report.status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
            assertThat(report.balanced()).isTrue();
            assertThat(calls).hasValue(3);
            List<RejectRow> rejects = rehearsal.rejects(report);
            assertThat(rejects).extracting(RejectRow::line).containsExactly(3L);
            assertThat(rejects.get(0).rejection().code()).isEqualTo("STEP_FAILED");
            assertThat(rejects.get(0).rejection().message())
                    .contains("java.lang.IllegalStateException")
                    .doesNotContain("secret");
            assertThat(rehearsal.table("words")).isEqualTo("id,word\n1,one\n3,three\n");
        }
    }
}
