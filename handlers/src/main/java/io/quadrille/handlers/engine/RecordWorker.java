package io.quadrille.handlers.engine;

import io.quadrille.events.Counts;
import io.quadrille.events.Rejection;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.Traced;
import io.quadrille.events.records.UnencodableRecord;
import io.quadrille.handlers.Bindings.RecordWork;
import io.quadrille.handlers.Expand;
import io.quadrille.handlers.Reject;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies a handler to a chunk's records one by one, so that a record that fails costs only itself. One per chunk; not
 * thread safe.
 */
final class RecordWorker<I, O> {
    private final RecordWork<I, O> work;
    private final Layout<I> consumed;
    private final Layout<O> emittedLayout;
    private final List<Traced<O>> emitted = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<O> ofOne = new ArrayList<>(1);

    RecordWorker(RecordWork<I, O> work, Layout<I> consumed, Layout<O> emittedLayout) {
        this.work = work;
        this.consumed = consumed;
        this.emittedLayout = emittedLayout;
    }

    /**
     * Works on all of them.
     *
     * @param delivery decides whether a record that throws fails the delivery or is rejected
     * @throws RetryableFailure if the delivery is to be tried again
     */
    ChunkResult<O> apply(List<Traced<I>> records, StepKind kind, LastChance delivery) {
        long filtered = 0;
        long producers = 0;
        long line = 0;
        int ordinal = 0;
        for (Traced<I> traced : records) {
            Rejection rejection = applyTo(traced, delivery);
            if (rejection != null) {
                rejections.add(rejection);
            } else if (ofOne.isEmpty()) {
                filtered++;
            } else {
                producers++;
                // Records of one line stand together, and an expansion numbers all that come of the line.
                if (traced.origin().line() != line) {
                    line = traced.origin().line();
                    ordinal = 0;
                }
                for (O record : ofOne) {
                    emitted.add(new Traced<>(
                            kind == StepKind.EXPAND ? traced.origin().withOrdinal(ordinal++) : traced.origin(),
                            record));
                }
            }
        }
        long out = emitted.size();
        Counts counts = new Counts(records.size(), out, out - producers, rejections.size(), filtered, 0);
        return new ChunkResult<>(emitted, List.of(), rejections, counts);
    }

    /**
     * Works on records of a retry that were rejected behind this expansion: each stands for the one of its products whose
     * ordinal it bears.
     *
     * @throws RetryableFailure if the delivery is to be tried again
     */
    ChunkResult<O> pick(List<Traced<I>> records, LastChance delivery) {
        for (Traced<I> traced : records) {
            Rejection rejection = applyTo(traced, delivery);
            int ordinal = traced.origin().ordinal();
            if (rejection != null) {
                rejections.add(rejection);
            } else if (ordinal < ofOne.size()) {
                emitted.add(new Traced<>(traced.origin(), ofOne.get(ordinal)));
            }
        }
        long out = emitted.size();
        long filtered = records.size() - out - rejections.size();
        Counts counts = new Counts(records.size(), out, 0, rejections.size(), filtered, 0);
        return new ChunkResult<>(emitted, List.of(), rejections, counts);
    }

    private @Nullable Rejection applyTo(Traced<I> traced, LastChance delivery) {
        ofOne.clear();
        try {
            Consumer<O> emit = this::collect;
            work.apply(traced.record(), emit);
            if (ofOne.size() > Expand.MOST) {
                String message = "the record expands to more than " + Expand.MOST + " records";
                return new Rejection(traced.origin(), null, "EXPANDS_TOO_FAR", message);
            }
            ofOne.forEach(record -> emittedLayout.requireEncodable(
                    traced.origin(), record)); // one that no event can carry is this record's fault alone
            return null;
        } catch (Reject reject) {
            return new Rejection(
                    traced.origin(),
                    Withheld.column(consumed, reject),
                    reject.code(),
                    Withheld.message(consumed, traced.record(), reject));
        } catch (OutOfMemoryError | InternalError e) { // perhaps another record's doing
            throw e;
        } catch (Throwable e) {
            return failed(traced.origin(), e, delivery);
        }
    }

    private void collect(O record) {
        if (ofOne.size() <= Expand.MOST) {
            ofOne.add(Objects.requireNonNull(record, "the handler returned null"));
        }
    }

    private static Rejection failed(Origin origin, Throwable thrown, LastChance delivery) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (!delivery.isLastFor(thrown)) {
            throw new HandlerFailed(origin, thrown);
        }
        String message = thrown instanceof UnencodableRecord
                ? "the handler made a record that cannot be passed on: " + thrown.getMessage()
                : "the handler threw " + thrown.getClass().getName() + " on every delivery";
        return new Rejection(origin, null, "STEP_FAILED", message);
    }

    /** Whether this delivery is the last one that may fail for a handler's exception. */
    @FunctionalInterface
    interface LastChance {
        boolean isLastFor(Throwable thrown);
    }

    /** A handler threw, and the chunk has deliveries left. The message holds the exception's class only. */
    static final class HandlerFailed extends RetryableFailure {
        private static final long serialVersionUID = 1;

        HandlerFailed(Origin origin, Throwable thrown) {
            super("line " + origin.line() + ": the handler threw "
                    + thrown.getClass().getName());
        }
    }
}
