package io.quadrille.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quadrille.aws.stage.Entry;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Disposition;
import java.util.List;

/** Does one step's work on Lambda; the environment says which step of which deployment. Thread safe. */
public final class StepFunction extends QueueFunction {
    private final Delivery.Consumer step;

    /** Sets everything up, so that a snapshot holds it. @throws io.quadrille.aws.NotSetUp naming what is missing */
    public StepFunction() {
        this(Entry.of(EntryPoint.STEP, System.getenv()));
    }

    StepFunction(Entry entry) {
        super(entry);
        this.step = entry.pipeline().runtime().step(entry.name());
    }

    @Override
    List<Disposition> handle(List<SQSMessage> messages, Context context) {
        return step.handle(messages.stream().map(SqsDeliveries::of).toList());
    }
}
