package io.quadrille.aws.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.aws.MemoryStage;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class RunNewsTest {
    private static final RunKey RUN = new RunKey("readings", "run0000000000001", 1);

    private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

    private final MemoryStage stage = new MemoryStage(source -> {
        throw new IOException("nothing is read here");
    });
    private final List<RunStatus> told = new ArrayList<>();

    @Test
    void the_end_of_a_run_is_told_as_it_stands_then() {
        assertThat(news(run -> stage.runtime().queries().find(run)).handle(List.of(failed())))
                .containsExactly(new Delivery.Done());
        assertThat(told).containsExactly(RunStatus.FAILED);
    }

    @Test
    void news_that_cannot_be_read_just_then_come_again() {
        RunNews busy = news(run -> {
            throw new RetryableFailure("the ledger is busy");
        });
        assertThat(busy.handle(List.of(failed())))
                .singleElement()
                .isInstanceOfSatisfying(Delivery.Retry.class, retry -> assertThat(retry.reason())
                        .isEqualTo("the ledger is busy"));
        assertThat(told).isEmpty();

        news(run -> stage.runtime().queries().find(run)).handle(List.of(failed()));
        assertThat(told).containsExactly(RunStatus.FAILED);
    }

    @Test
    void an_end_that_is_announced_before_it_is_marked_is_told_when_it_is_marked() {
        stage.runtime().observer().handle(List.of(delivery(started(), 1)));
        RunNews news = news(run -> stage.runtime().queries().find(run));

        assertThat(news.handle(List.of(delivery(completed(), 1))))
                .singleElement()
                .isInstanceOf(Delivery.Retry.class);
        assertThat(told).isEmpty();

        assertThat(news.handle(List.of(delivery(completed(), 6)))).containsExactly(new Delivery.Done());
        assertThat(told).as("as it stands, where the mark never comes").containsExactly(RunStatus.RUNNING);
    }

    private RunNews news(Function<RunKey, Optional<RunReport>> reports) {
        return new RunNews(
                stage.runtime().observer(), reports, stage.runtime().backOff(), report -> told.add(report.status()));
    }

    private static Delivery failed() {
        return delivery(new Fact.RunFailed(RUN, "it is no CSV"), 1);
    }

    private static Fact started() {
        return new Fact.RunStarted(
                RUN, new SourceObject("b", "landing/a.csv", "v1", 1), TIME, "digest", MemoryStage.PIPELINE.graph());
    }

    private static Fact completed() {
        return new Fact.RunCompleted(RUN, "COMPLETE", 0, List.of());
    }

    private static Delivery delivery(Fact fact, int receives) {
        Envelope event = Facts.envelope(fact, new Emission(TIME, null, new Emission.Context(TIME, null, null)));
        return new Delivery(EventBridgeJson.wrap(event), receives, TIME);
    }
}
