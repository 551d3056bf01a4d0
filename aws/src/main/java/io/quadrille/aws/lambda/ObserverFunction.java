package io.quadrille.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quadrille.aws.stage.Entry;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Disposition;
import java.util.List;

/** Writes the ledger, on Lambda. Thread safe. */
public final class ObserverFunction extends QueueFunction {
    private final Delivery.Consumer observer;

    /** Sets everything up, so that a snapshot holds it. @throws io.quadrille.aws.NotSetUp naming what is missing */
    public ObserverFunction() {
        this(Entry.of(EntryPoint.OBSERVER, System.getenv()));
    }

    ObserverFunction(Entry entry) {
        super(entry);
        this.observer = entry.pipeline().runtime().observer();
    }

    @Override
    List<Disposition> handle(List<SQSMessage> messages, Context context) {
        return observer.handle(messages.stream().map(SqsDeliveries::of).toList());
    }
}
