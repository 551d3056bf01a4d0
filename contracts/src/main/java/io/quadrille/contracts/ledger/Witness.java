package io.quadrille.contracts.ledger;

import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.Announcer;
import io.quadrille.observer.Observer;
import io.quadrille.observer.Recording;
import io.quadrille.observer.Watchdog;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An observer on a ledger, with a clock that a test moves and the announcements it made. */
final class Witness {
    final List<Fact> announced = Collections.synchronizedList(new ArrayList<>());
    final TestClock clock = new TestClock();
    final Observer observer;
    final RunQueries queries;
    final Watchdog watchdog;

    Witness(LedgerStore store) {
        this(store, new ArrayList<>());
    }

    Witness(LedgerStore store, List<Runnable> onAnnounce) {
        Announcer announcer = (fact, sourceTime) -> {
            announced.add(fact);
            onAnnounce.forEach(Runnable::run);
        };
        observer = new Observer(store, announcer, clock);
        queries = new LedgerQueries(store);
        watchdog = new Watchdog(store, announcer, clock, Duration.ofMinutes(5));
    }

    /** Delivers each fact in a batch of its own. */
    void deliver(Fact... facts) {
        for (Fact fact : facts) {
            deliver(List.of(fact));
        }
    }

    List<Recording> deliver(List<? extends Fact> batch) {
        List<Envelope> envelopes = batch.stream().map(Staged::envelope).toList();
        return observer.handle(envelopes);
    }

    Recording deliverOne(Fact fact) {
        return deliver(List.of(fact)).get(0);
    }

    RunReport report(RunKey run) {
        return queries.find(run).orElseThrow();
    }

    List<String> missing(RunKey run) {
        return queries.missingChunks(run).stream().map(Object::toString).toList();
    }

    /** Stands still until it is moved. */
    static final class TestClock implements InstantSource {
        private Instant now = Staged.START.plusSeconds(1);

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
