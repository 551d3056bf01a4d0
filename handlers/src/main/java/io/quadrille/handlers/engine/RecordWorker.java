package io.quadrille.handlers.engine;

import io.quadrille.events.Counts;
import io.quadrille.events.LineRanges;
import io.quadrille.events.Rejection;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordEncoder;
import io.quadrille.events.records.UnencodableRecord;
import io.quadrille.handlers.Bindings.RecordWork;
import io.quadrille.handlers.Expand;
import io.quadrille.handlers.Reject;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Applies a handler to a chunk's records one by one, so that a record that fails costs only itself. One per chunk; not
 * thread safe.
 */
final class RecordWorker<I, O> {
    private final RecordWork<I, O> work;
    private final Layout<I> consumed;
    private final RecordEncoder<O> encoder;
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<Long> filtered = new ArrayList<>();
    private final List<O> ofOne = new ArrayList<>(1);
    private final Consumer<O> emit = this::collect;
    private long producers;
    private long expandedLine;
    private int nextOrdinal;

    RecordWorker(RecordWork<I, O> work, Layout<I> consumed, RecordEncoder<O> encoder) {
        this.work = work;
        this.consumed = consumed;
        this.encoder = encoder;
    }

    /**
     * Works on all of them.
     *
     * @param delivery decides whether a record that throws fails the delivery or is rejected
     * @throws RetryableFailure if the delivery is to be tried again
     */
    ChunkResult apply(ChunkInput<I> input, StepKind kind, LastChance delivery) {
        Products products = kind == StepKind.EXPAND ? this::expand : this::add;
        applyToAll(input, delivery, (origin, row) -> {
            if (ofOne.isEmpty()) {
                filtered.add(origin.line());
            } else {
                products.add(origin, row);
                producers++;
            }
        });
        return result(input, encoder.count() - producers);
    }

    private void add(Origin origin, int row) {
        for (O record : ofOne) {
            encoder.add(origin, record, row);
        }
    }

    /** Records of one line stand together, and an expansion numbers all that come of the line. */
    private void expand(Origin origin, int row) {
        int first = origin.line() == expandedLine ? nextOrdinal : 0;
        encoder.addExpanded(origin.withOrdinal(first), ofOne, row);
        expandedLine = origin.line();
        nextOrdinal = first + ofOne.size();
    }

    /**
     * Works on records of a retry that were rejected behind this expansion: each stands for the one of its products whose
     * ordinal it bears.
     *
     * @throws RetryableFailure if the delivery is to be tried again
     */
    ChunkResult pick(ChunkInput<I> input, LastChance delivery) {
        applyToAll(input, delivery, (origin, row) -> {
            if (origin.ordinal() < ofOne.size()) {
                encoder.add(origin, ofOne.get(origin.ordinal()), row);
            } else {
                filtered.add(origin.line());
            }
        });
        return result(input, 0);
    }

    private ChunkResult result(ChunkInput<I> input, long expanded) {
        int in = input.origins().size();
        Counts counts = new Counts(in, encoder.count(), expanded, rejections.size(), filtered.size(), 0);
        LineRanges lines = filtered.isEmpty()
                ? LineRanges.NONE
                : LineRanges.of(input.origins().stream().map(Origin::line).toList(), filtered);
        return new ChunkResult(encoder.finish(input.cipher()), List.of(), rejections, counts, lines);
    }

    /** Adds to a result what the handler made of one record; one that no event can carry is this record's fault alone. */
    private interface Products {
        /** @param row the number of the record that they were made of */
        void add(Origin origin, int row);
    }

    private void applyToAll(ChunkInput<I> input, LastChance delivery, Products products) {
        List<I> records = input.records();
        for (int row = 0; row < records.size(); row++) {
            applyTo(input.origins().get(row), records.get(row), row, delivery, products);
        }
    }

    private void applyTo(Origin origin, I record, int row, LastChance delivery, Products products) {
        ofOne.clear();
        try {
            work.apply(record, emit);
            if (ofOne.size() > Expand.MOST) {
                String message = "the record expands to more than " + Expand.MOST + " records";
                rejections.add(new Rejection(origin, null, "EXPANDS_TOO_FAR", message));
            } else {
                products.add(origin, row);
            }
        } catch (Reject reject) {
            rejections.add(new Rejection(
                    origin,
                    Withheld.column(consumed, reject),
                    reject.code(),
                    Withheld.message(consumed, record, reject)));
        } catch (OutOfMemoryError | InternalError e) { // perhaps another record's doing
            throw e;
        } catch (Throwable e) {
            rejections.add(failed(origin, e, delivery));
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
