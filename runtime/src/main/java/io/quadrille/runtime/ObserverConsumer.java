package io.quadrille.runtime;

import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.RunKey;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.handlers.engine.RunLog;
import io.quadrille.handlers.engine.Undeliverable;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.observer.Observer;
import io.quadrille.observer.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands the catch-all queue's messages to the observer. Thread safe. */
final class ObserverConsumer implements Delivery.Consumer {
    private final Observer observer;
    private final ClaimChecks claimChecks;
    private final BackOff backOff;

    ObserverConsumer(Observer observer, ClaimChecks claimChecks, BackOff backOff) {
        this.observer = observer;
        this.claimChecks = claimChecks;
        this.backOff = backOff;
    }

    @Override
    public List<Disposition> handle(List<Delivery> batch) {
        @Nullable Disposition[] dispositions = new Disposition[batch.size()];
        List<Envelope> envelopes = new ArrayList<>(batch.size());
        List<Integer> places = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            try {
                envelopes.add(withRejects(EventBridgeJson.read(batch.get(i).event())));
                places.add(i);
            } catch (UnreadableEvent | Undeliverable e) {
                dispositions[i] = new Dead(String.valueOf(e.getMessage()));
            } catch (ClaimChecks.Missing | RetryableFailure e) {
                dispositions[i] = retry(batch.get(i), e);
            }
        }
        try {
            RunLog.enter(envelopes.stream()
                    .map(ObserverConsumer::findRun)
                    .flatMap(Optional::stream)
                    .toList());
            List<Recording> results = observer.handle(envelopes);
            for (int i = 0; i < results.size(); i++) {
                dispositions[places.get(i)] = results.get(i) instanceof Recording.Unreadable unreadable
                        ? new Dead(unreadable.reason())
                        : new Done();
            }
        } catch (RetryableFailure e) {
            places.forEach(place -> dispositions[place] = retry(batch.get(place), e));
        } finally {
            RunLog.leave();
        }
        return List.of(dispositions);
    }

    private static Optional<RunKey> findRun(Envelope envelope) {
        try {
            return Optional.of(envelope.run());
        } catch (UnreadableEvent e) {
            return Optional.empty(); // the observer says so
        }
    }

    /** Only rejects are read by the observer; the data of record events does not reach it. */
    private Envelope withRejects(Envelope envelope) {
        return envelope.kind().carriesRecords() ? envelope : claimChecks.fetch(envelope);
    }

    private Retry retry(Delivery delivery, RuntimeException failure) {
        return new Retry(backOff.after(delivery.receives()), String.valueOf(failure.getMessage()));
    }
}
