package io.quadrille.aws.task;

import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.util.List;
import java.util.function.Consumer;

/** The observer's consumer, which also tells how a run stands when its start or an end of it is recorded. Thread safe. */
final class RunNews implements Delivery.Consumer {
    private final Delivery.Consumer observer;
    private final RunQueries queries;
    private final Consumer<RunReport> told;

    /** @param told is told again what is delivered again, on any of the threads that poll */
    RunNews(Delivery.Consumer observer, RunQueries queries, Consumer<RunReport> told) {
        this.observer = observer;
        this.queries = queries;
        this.told = told;
    }

    @Override
    public List<Delivery.Disposition> handle(List<Delivery> batch) {
        List<Delivery.Disposition> dispositions = observer.handle(batch);
        for (int i = 0; i < batch.size(); i++) {
            if (dispositions.get(i) instanceof Delivery.Done) {
                tell(EventBridgeJson.read(batch.get(i).body()));
            }
        }
        return dispositions;
    }

    private void tell(Envelope event) {
        switch (event.kind()) {
            case RUN_STARTED, RUN_COMPLETED, RUN_FAILED, RUN_STALLED ->
                queries.find(event.run()).ifPresent(told);
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
