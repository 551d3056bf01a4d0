package io.quadrille.aws.task;

import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.observer.runs.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The observer's consumer, which also tells how a run stands when its start or an end of it is recorded. What cannot be
 * read just then is delivered again: recorded twice, it counts once. Thread safe.
 */
final class RunNews implements Delivery.Consumer {
    private final Delivery.Consumer observer;
    private final Function<RunKey, Optional<RunReport>> reports;
    private final BackOff backOff;
    private final Consumer<RunReport> told;

    /** @param told is told again what is delivered again, on any of the threads that poll */
    RunNews(
            Delivery.Consumer observer,
            Function<RunKey, Optional<RunReport>> reports,
            BackOff backOff,
            Consumer<RunReport> told) {
        this.observer = observer;
        this.reports = reports;
        this.backOff = backOff;
        this.told = told;
    }

    @Override
    public List<Delivery.Disposition> handle(List<Delivery> batch) {
        List<Delivery.Disposition> dispositions = new ArrayList<>(observer.handle(batch));
        for (int i = 0; i < batch.size(); i++) {
            if (dispositions.get(i) instanceof Delivery.Done) {
                dispositions.set(i, tell(batch.get(i)));
            }
        }
        return dispositions;
    }

    private Delivery.Disposition tell(Delivery delivery) {
        try {
            tell(EventBridgeJson.read(delivery.body()));
            return new Delivery.Done();
        } catch (RetryableFailure e) {
            return new Delivery.Retry(backOff.after(delivery.receives()), String.valueOf(e.getMessage()));
        }
    }

    private void tell(Envelope event) {
        switch (event.kind()) {
            case RUN_STARTED, RUN_COMPLETED, RUN_FAILED, RUN_STALLED ->
                reports.apply(event.run()).ifPresent(told);
            case FILE_EXTRACTED,
                    RECORDS_EXTRACTED,
                    RECORDS_TRANSFORMED,
                    RECORDS_LOADED,
                    RECORDS_REJECTED,
                    RECORDS_DEAD_LETTERED,
                    STEP_FAILED,
                    RUN_AMENDED -> {
                // Of a part of a run.
            }
        }
    }
}
