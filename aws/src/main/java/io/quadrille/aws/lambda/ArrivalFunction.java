package io.quadrille.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quadrille.aws.StopSignal;
import io.quadrille.aws.arrival.Arrivals;
import io.quadrille.aws.stage.Entry;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.handlers.ports.Delivery.Disposition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Takes up dropped objects, on Lambda; an extract that would outlast the invocation goes on in a later one. Thread safe. */
public final class ArrivalFunction extends QueueFunction {
    /** Of the time left, to end a chunk in: a fifth, and no more than that. */
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final Arrivals arrivals;
    private final InstantSource clock;

    /** Sets everything up, so that a snapshot holds it. @throws io.quadrille.aws.NotSetUp naming what is missing */
    public ArrivalFunction() {
        this(Entry.of(EntryPoint.ARRIVAL, System.getenv()));
    }

    ArrivalFunction(Entry entry) {
        super(entry);
        this.arrivals = Arrivals.of(entry.pipeline());
        this.clock = entry.pipeline().runtime().clock();
    }

    @Override
    List<Disposition> handle(List<SQSMessage> messages, Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        Duration end = left.dividedBy(5).compareTo(LONGEST_END) < 0 ? left.dividedBy(5) : LONGEST_END;
        StopSignal stop = StopSignal.at(clock.instant().plus(left).minus(end), clock);
        return arrivals.consumer(stop)
                .handle(messages.stream().map(SqsDeliveries::of).toList());
    }
}
