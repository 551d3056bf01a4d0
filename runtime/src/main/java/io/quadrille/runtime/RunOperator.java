package io.quadrille.runtime;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.RunHistory.Amendment;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.operator.Action;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentPlan.Share;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import io.quadrille.observer.operator.Operator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Mends the runs of a pipeline on its ports. Whatever crashes between two of its steps, the next retry or redrive of the
 * run ends what was begun. Thread safe.
 */
final class RunOperator implements Operator {
    private static final int LONGEST_KEY = 64;

    private final Workplace place;
    private final Retry retry;
    private final Redrive redrive;
    private final Republish republish;

    public RunOperator(Workplace place) {
        this.place = place;
        this.retry = new Retry(place);
        this.redrive = new Redrive(place);
        this.republish = new Republish(place);
    }

    @Override
    public AmendmentPlan plan(AmendmentRequest request) {
        RunTally tally = place.requireRun(request.run());
        place.requireRegistration(request.run());
        List<String> notes = new ArrayList<>();
        List<Share> shares =
                switch (request.action()) {
                    case RETRY -> retry.shares(request, tally);
                    case REDRIVE -> redrive.shares(tally, notes);
                    case REPUBLISH -> republish.shares(request, tally, notes);
                };
        if (request.action() == Action.RETRY && !shares.isEmpty()) {
            retry.requirePossible(tally, retry.owing(request, tally));
        }
        return new AmendmentPlan(request, shares, notes);
    }

    @Override
    public CompletableFuture<AmendmentReceipt> carryOut(AmendmentRequest request, String idempotencyKey) {
        if (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("an idempotency key has 1 to " + LONGEST_KEY
                    + " characters, this one has " + idempotencyKey.length());
        }
        return inTask(() -> begin(request, idempotencyKey));
    }

    /** Runs it as a task of the scheduler. */
    private <T> CompletableFuture<T> inTask(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        place.scheduler().execute(() -> {
            try {
                work.get().whenComplete((result, failure) -> {
                    if (failure == null) {
                        done.complete(result);
                    } else {
                        done.completeExceptionally(cause(failure));
                    }
                });
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static Throwable cause(Throwable failure) {
        Throwable wrapped = failure instanceof CompletionException ? failure.getCause() : null;
        Throwable cause = wrapped == null ? failure : wrapped;
        return cause instanceof IOException ? new CannotAmend(String.valueOf(cause.getMessage()), cause) : cause;
    }

    private CompletableFuture<AmendmentReceipt> begin(AmendmentRequest request, String key) {
        RunTally tally = place.requireRun(request.run());
        List<Amendment> asked = asked(tally, key);
        if (asked.isEmpty()) {
            AmendmentPlan plan = plan(request);
            if (plan.isEmpty()) {
                return endBegun(request, key);
            }
            if (request.action() == Action.RETRY) {
                retry.owing(request, tally).forEach(step -> place.begin(request, key, step));
            } else {
                place.begin(request, key, null);
            }
        } else if (asked.stream()
                .anyMatch(
                        amendment -> !amendment.action().equals(request.action().name()))) {
            throw new CannotAmend("The idempotency key was used for another wish. Choose another one.");
        }
        return endBegun(request, key);
    }

    private static List<Amendment> asked(RunTally tally, String key) {
        return tally.history().amendments().stream()
                .filter(amendment -> key.equals(amendment.key()))
                .toList();
    }

    /** Ends every amendment of the run that was begun and is not ended, in the order of their numbers. */
    private CompletableFuture<AmendmentReceipt> endBegun(AmendmentRequest request, String key) {
        RunKey run = request.run();
        CompletableFuture<Long> events = CompletableFuture.completedFuture(0L);
        for (Amendment amendment : place.requireRun(run).history().amendments()) {
            events = events.thenCompose(before -> inTask(() -> {
                boolean own = key.equals(amendment.key());
                return end(request, amendment, own).thenApply(more -> before + (own ? more : 0));
            }));
        }
        return events.thenApply(sent -> {
            List<Amendment> own = asked(place.requireRun(run), key);
            return new AmendmentReceipt(
                    request,
                    own.stream().map(Amendment::number).toList(),
                    own.stream().mapToLong(Amendment::records).sum(),
                    sent);
        });
    }

    /** @return how many events were sent now */
    private CompletableFuture<Long> end(AmendmentRequest request, Amendment begun, boolean own) {
        RunKey run = request.run();
        switch (begun.action()) {
            case Amendment.RETRY -> {
                Amendment taken = retry.take(run, begun);
                announceUnlessComplete(run, taken);
                return retry.send(place.requireRun(run), taken);
            }
            case Amendment.REDRIVE -> {
                Amendment taken = redrive.take(run, begun);
                announceUnlessComplete(run, taken);
                return CompletableFuture.completedFuture(redrive.send(run, taken));
            }
            default -> {
                return CompletableFuture.completedFuture(own ? republish(request, begun) : given(run, begun));
            }
        }
    }

    /** Whoever hears of it last says that the run is complete, so it is said even where nothing was left to take up. */
    private void announceUnlessComplete(RunKey run, Amendment amendment) {
        if (!place.requireRun(run).status().isComplete()) {
            place.announce(place.requireRegistration(run), amendment);
        }
    }

    private long republish(AmendmentRequest request, Amendment begun) {
        RunTally tally = place.requireRun(request.run());
        if (!begun.open()) {
            return 0;
        }
        long records = republish.shares(request, tally, new ArrayList<>()).stream()
                .mapToLong(Share::records)
                .sum();
        long sent = republish.send(request, tally);
        Amendment taken = place.taken(request.run(), begun, records);
        place.announce(place.requireRegistration(request.run()), taken);
        return sent;
    }

    /** What another began to republish is left to it: nothing is taken up, and the run does not wait for it. */
    private long given(RunKey run, Amendment begun) {
        if (begun.open()) {
            place.taken(run, begun, 0);
        }
        return 0;
    }
}
