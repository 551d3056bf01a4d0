package io.quadrille.handlers.engine;

import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.engine.RecordWorker.HandlerFailed;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.StepMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step at work: for each chunk delivered it emits exactly one outcome, the same at every delivery. Thread safe.
 *
 * <p>A delivery is done with only after its outcome is on the bus. What may pass is retried with back-off; what cannot
 * is dead; a record that throws is retried with its chunk and, on the last delivery, rejected alone.
 */
public final class StepEngine<I> implements Delivery.Consumer {
    private static final Logger LOG = LoggerFactory.getLogger(StepEngine.class);

    private final Step<?, ?> step;
    private final ChunkReader<I> reader;
    private final ChunkWork<I> work;
    private final EngineServices services;
    private final OwedSteps owed;

    private StepEngine(
            Step<?, ?> step, ChunkReader<I> reader, ChunkWork<I> work, EngineServices services, OwedSteps owed) {
        this.owed = owed;
        this.step = step;
        this.reader = reader;
        this.work = work;
        this.services = services;
    }

    /** The engine of a step that is fed by a queue: any but an extract. */
    public static <I, O> StepEngine<?> of(
            Step<I, O> step, Bindings bindings, RecordTable table, EngineServices services) {
        RecordType<I> consumed = step.consumes()
                .orElseThrow(() -> new IllegalArgumentException("step '" + step.name() + "' is fed by no queue"));
        OwedSteps owed = new OwedSteps(bindings.pipeline().graph(), step.name());
        if (step instanceof LoadStep<?> load) {
            return load(load, consumed.bare(), table, services, owed);
        }
        HandlerWork<I, O> work = new HandlerWork<>(step, bindings, step.emits().orElseThrow(), services.clock());
        return new StepEngine<>(step, new ChunkReader<>(step.name(), consumed, services), work, services, owed);
    }

    private static <R> StepEngine<R> load(
            LoadStep<?> step, RecordType<R> consumed, RecordTable table, EngineServices services, OwedSteps owed) {
        LoadWork<R> work = new LoadWork<>(step.table().name(), step.table().keys(), consumed, table, services.clock());
        return new StepEngine<>(step, new ChunkReader<>(step.name(), consumed, services), work, services, owed);
    }

    @Override
    public List<Disposition> handle(List<Delivery> batch) {
        @Nullable Disposition[] dispositions = new Disposition[batch.size()];
        List<Attempt<I>> attempts = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Attempt<I> attempt = new Attempt<>(i, batch.get(i), services.clock().instant());
            dispositions[i] = guarded(attempt, () -> {
                Envelope event = reader.open(attempt.delivery.event());
                attempt.taken = owed.isTaken(event);
                if (!attempt.taken) {
                    return;
                }
                attempt.input = reader.read(event);
                RunLog.enter(attempt.input().key().run());
                Instant begun = services.clock().instant();
                attempt.result = work.apply(attempt.input(), lastChance(attempt.delivery));
                attempt.working = Duration.between(begun, services.clock().instant());
            });
            if (dispositions[i] == null && attempt.taken) {
                attempts.add(attempt);
            }
        }
        complete(attempts, dispositions);
        attempts.removeIf(attempt -> dispositions[attempt.index] != null);
        publish(attempts, dispositions);
        attempts.removeIf(attempt -> dispositions[attempt.index] != null);
        attempts.forEach(this::measure);
        List<Disposition> all = new ArrayList<>(batch.size());
        for (Disposition disposition : dispositions) {
            all.add(disposition == null ? new Done() : disposition);
        }
        return all;
    }

    /** All at once; one by one where something fails that is not the store's, so that it costs only itself. */
    private void complete(List<Attempt<I>> attempts, @Nullable Disposition[] dispositions) {
        try {
            work.complete(attempts);
        } catch (RetryableFailure e) {
            attempts.forEach(attempt -> dispositions[attempt.index] = retry(attempt, e));
        } catch (RuntimeException | Error e) {
            LOG.debug("step {}: completing one by one", step.name(), Unspoken.of(e));
            for (Attempt<I> attempt : attempts) {
                dispositions[attempt.index] = guarded(attempt, () -> work.complete(List.of(attempt)));
            }
        }
    }

    /** All at once where that succeeds; else one by one, so that one that fails costs only itself. */
    private void publish(List<Attempt<I>> attempts, @Nullable Disposition[] dispositions) {
        try {
            List<Envelope> rejects = new ArrayList<>();
            attempts.forEach(attempt -> rejects.addAll(attempt.rejects));
            services.publisher().publish(rejects);
            services.publisher().publish(attempts.stream().map(Attempt::outcome).toList());
        } catch (RuntimeException | Error e) {
            LOG.debug("step {}: publishing one by one", step.name(), Unspoken.of(e));
            for (Attempt<I> attempt : attempts) {
                dispositions[attempt.index] = guarded(attempt, () -> {
                    services.publisher().publish(attempt.rejects);
                    services.publisher().publish(List.of(attempt.outcome()));
                });
            }
        }
    }

    /** Runs the work; null where it succeeded. */
    private @Nullable Disposition guarded(Attempt<I> attempt, Runnable part) {
        try {
            if (attempt.input != null) {
                RunLog.enter(attempt.input.key().run());
            }
            part.run();
            return null;
        } catch (Undeliverable e) {
            return new Dead(String.valueOf(e.getMessage()));
        } catch (ClaimChecks.Missing e) {
            return attempt.delivery.receives() > step.settings().retries()
                    ? new Dead(String.valueOf(e.getMessage()))
                    : new Retry(services.backOff().after(attempt.delivery.receives()), String.valueOf(e.getMessage()));
        } catch (RetryableFailure e) {
            return retry(attempt, e);
        } catch (RuntimeException | Error e) { // nobody's plan: until somebody mends it, or the queue gives up
            LOG.error("step {}: a chunk failed, and is tried again", step.name(), Unspoken.of(e));
            return new Retry(
                    services.backOff().after(attempt.delivery.receives()),
                    "step '" + step.name() + "' failed with " + Unspoken.name(e));
        } finally {
            RunLog.leave();
        }
    }

    private void measure(Attempt<I> attempt) {
        Counts counts = attempt.result().counts();
        services.meter()
                .measure(new StepMeter.Work(
                        attempt.input().key().run(),
                        step.name(),
                        counts.in(),
                        counts.out() + counts.loaded(),
                        counts.rejected(),
                        Duration.between(attempt.begun, services.clock().instant()),
                        attempt.working));
    }

    private Disposition retry(Attempt<I> attempt, RetryableFailure failure) {
        String reason = String.valueOf(failure.getMessage());
        if (failure instanceof HandlerFailed) {
            reportFailure(attempt, reason);
        }
        return new Retry(services.backOff().after(attempt.delivery.receives()), reason);
    }

    /** For people only: a report that does not get through changes nothing, and the retry tells the same again. */
    private void reportFailure(Attempt<I> attempt, String reason) {
        ChunkInput<I> input = attempt.input();
        try {
            services.publisher()
                    .publish(List.of(Facts.envelope(
                            new Fact.StepFailed(input.key(), attempt.delivery.receives(), reason),
                            new Emission(
                                    services.clock().instant(), input.envelope().id(), input.context()))));
        } catch (RuntimeException e) {
            LOG.warn("{}: a failed delivery could not be reported", input.key(), Unspoken.of(e));
        }
    }

    private RecordWorker.LastChance lastChance(Delivery delivery) {
        return thrown -> thrown instanceof RetryableFailure
                ? delivery.receives() >= StepSettings.MAX_RECEIVES
                : delivery.receives() > step.settings().retries();
    }

    /** The part of the work that differs between steps with a handler and loads. */
    interface ChunkWork<I> {
        /** The chunk's result as far as it can be made alone. */
        ChunkResult apply(ChunkInput<I> input, RecordWorker.LastChance lastChance);

        /** Completes the results of a batch and makes their events. @throws RetryableFailure for all of them */
        void complete(List<Attempt<I>> attempts);
    }

    /** One delivery on its way. Not thread safe. */
    static final class Attempt<I> {
        final int index;
        final Delivery delivery;
        final Instant begun;
        /** Whether it is for this step to work on; otherwise it is acknowledged. */
        boolean taken;

        @Nullable
        ChunkInput<I> input;

        @Nullable
        ChunkResult result;

        List<Envelope> rejects = List.of();
        Duration working = Duration.ZERO;

        @Nullable
        Envelope outcome;

        Attempt(int index, Delivery delivery, Instant begun) {
            this.index = index;
            this.delivery = delivery;
            this.begun = begun;
        }

        ChunkInput<I> input() {
            return Objects.requireNonNull(input, "read first");
        }

        ChunkResult result() {
            return Objects.requireNonNull(result, "applied first");
        }

        Envelope outcome() {
            return Objects.requireNonNull(outcome, "completed first");
        }

        Outcomes.Times times() {
            return new Outcomes.Times(delivery.sentAt(), begun);
        }
    }
}
