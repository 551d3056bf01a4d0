package io.quadrille.observer;

import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.observer.ledger.LedgerStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into the ledger. Events may arrive any number of times, in any order, in several observers at once; record
 * events need no data. Thread safe.
 *
 * <pre>{@code
 * Observer observer = new Observer(store, announcer, InstantSource.system());
 * List<Recording> recordings = observer.handle(batch); // then acknowledge the batch
 * }</pre>
 */
public final class Observer {
    private final LedgerStore store;
    private final InstantSource clock;
    private final Completion completion;

    public Observer(LedgerStore store, Announcer announcer, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.completion = new Completion(store, announcer, clock);
    }

    /**
     * Records a batch of events, then announces the runs that it completes.
     *
     * @return one recording per event, in order
     * @throws RuntimeException if the store or the announcer fails; the whole batch is then to be delivered again
     */
    public List<Recording> handle(List<Envelope> events) {
        List<Read> batch = events.stream().map(Observer::read).toList();
        List<Recording> recordings = store.inBatch(() -> record(batch));
        Set<RunKey> runs = new LinkedHashSet<>();
        for (Read read : batch) {
            if (read.fact() != null && !isAnnouncement(read.fact())) {
                runs.add(read.fact().run());
            }
        }
        runs.forEach(completion::announceIfDue);
        return recordings;
    }

    /** An announcement brings nothing new; would it announce, then one whose mark fails would multiply. */
    private static boolean isAnnouncement(Fact fact) {
        return fact instanceof Fact.RunCompleted || fact instanceof Fact.RunStalled;
    }

    private List<Recording> record(List<Read> batch) {
        Recorder recorder = new Recorder(store, clock.instant());
        List<Recording> recordings = new ArrayList<>();
        for (Read read : batch) {
            recordings.add(
                    read.fact() == null
                            ? new Recording.Unreadable(String.valueOf(read.reason()))
                            : recorder.record(read.fact(), read.envelope().time()));
        }
        recorder.countDuplicates();
        return recordings;
    }

    /** @param reason why there is no fact */
    private record Read(Envelope envelope, @Nullable Fact fact, @Nullable String reason) {}

    private static Read read(Envelope envelope) {
        try {
            return new Read(envelope, FactReader.read(envelope), null);
        } catch (UnreadableEvent e) {
            return new Read(envelope, null, e.getMessage());
        }
    }
}
