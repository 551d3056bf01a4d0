package io.quadrille.aws.task;

import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.FactKind;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.observer.ledger.RunStatus;
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
    /** How often an end that is told is waited for; whatever is wrong then, telling is not what mends it. */
    private static final int MOST_WAITS = 5;

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
            Envelope event = EventBridgeJson.read(delivery.event());
            if (!tellsHowARunStands(event)) {
                return new Delivery.Done();
            }
            Optional<RunReport> report = reports.apply(event.run());
            if (isAheadOfItsMark(event, report) && delivery.receives() <= MOST_WAITS) {
                return again(delivery, "the run's end is announced and not yet marked");
            }
            report.ifPresent(told);
            return new Delivery.Done();
        } catch (RetryableFailure e) {
            return again(delivery, String.valueOf(e.getMessage()));
        }
    }

    private Delivery.Retry again(Delivery delivery, String reason) {
        return new Delivery.Retry(backOff.after(delivery.receives()), reason);
    }

    /** An end is announced, then marked in the ledger: the announcement can be here before. */
    private static boolean isAheadOfItsMark(Envelope event, Optional<RunReport> report) {
        return event.kind() == FactKind.RUN_COMPLETED
                && report.filter(stands -> stands.status() == RunStatus.RUNNING).isPresent();
    }

    private static boolean tellsHowARunStands(Envelope event) {
        return switch (event.kind()) {
            case RUN_STARTED, RUN_COMPLETED, RUN_FAILED, RUN_STALLED -> true;
            case FILE_EXTRACTED,
                    RECORDS_EXTRACTED,
                    RECORDS_TRANSFORMED,
                    RECORDS_LOADED,
                    RECORDS_REJECTED,
                    RECORDS_DEAD_LETTERED,
                    STEP_FAILED,
                    RUN_AMENDED -> false;
        };
    }
}
