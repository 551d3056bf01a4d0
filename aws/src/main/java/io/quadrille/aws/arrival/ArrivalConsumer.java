package io.quadrille.aws.arrival;

import io.quadrille.aws.StopSignal;
import io.quadrille.aws.arrival.Arrivals.Taken;
import io.quadrille.aws.s3.S3Arrival;
import io.quadrille.aws.s3.S3Notifications;
import io.quadrille.aws.s3.S3Sources;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.engine.Unspoken;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import io.quadrille.handlers.ports.PermanentFailure;
import io.quadrille.handlers.ports.RetryableFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the arrival queue's messages on, one after the other. Thread safe. */
final class ArrivalConsumer implements Delivery.Consumer {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivalConsumer.class);
    /** Time for what was extracted to end everywhere, so that the next pass does not publish it again. */
    private static final Duration UNFINISHED_BACK_OFF = Duration.ofMinutes(1);

    private final Arrivals arrivals;
    private final BackOff backOff;
    private final StopSignal stop;

    ArrivalConsumer(Arrivals arrivals, BackOff backOff, StopSignal stop) {
        this.arrivals = arrivals;
        this.backOff = backOff;
        this.stop = stop;
    }

    @Override
    public List<Disposition> handle(List<Delivery> batch) {
        List<Disposition> dispositions = new ArrayList<>(batch.size());
        for (Delivery delivery : batch) {
            dispositions.add(handle(delivery));
        }
        return dispositions;
    }

    /** A message may name several objects: each is taken up, and it comes again if one of them has to. */
    private Disposition handle(Delivery delivery) {
        List<S3Arrival> told;
        try {
            told = S3Notifications.read(delivery.body());
        } catch (UnreadableEvent e) {
            return new Dead(String.valueOf(e.getMessage()));
        }
        Disposition whole = new Done();
        for (S3Arrival arrival : told) {
            Disposition disposition = take(arrival, delivery.receives());
            if (disposition instanceof Retry) {
                whole = disposition;
            }
        }
        return whole;
    }

    private Disposition take(S3Arrival arrival, int receives) {
        if (stop.isAsked()) {
            return new Retry(Duration.ZERO, "stopped before it was begun");
        }
        try {
            return arrivals.take(arrival, stop) == Taken.UNFINISHED
                    ? new Retry(UNFINISHED_BACK_OFF, "the extract is not finished")
                    : new Done();
        } catch (RetryableFailure e) {
            LOG.warn("{}: {}", S3Sources.name(arrival.source()), e.getMessage());
            return again(receives, String.valueOf(e.getMessage()));
        } catch (PermanentFailure e) { // until somebody mends it, or the queue gives up
            LOG.error("{}: {}", S3Sources.name(arrival.source()), e.getMessage());
            return again(receives, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) { // nobody's plan: it costs no other message
            LOG.error("{}: taking it up failed", S3Sources.name(arrival.source()), Unspoken.of(e));
            return again(receives, "taking it up failed with " + e.getClass().getName());
        }
    }

    private Retry again(int receives, String reason) {
        return new Retry(backOff.after(receives), reason);
    }
}
