package io.quadrille.observer.operator;

import java.util.concurrent.CompletableFuture;

/**
 * Mends runs: sends rejected records, dead letters or events once more. A record is counted once at every moment,
 * whoever asks how often and whatever crashes in between. Thread safe.
 *
 * <pre>{@code
 * AmendmentRequest request = AmendmentRequest.retry(run, "NOT_A_NUMBER");
 * show(operator.plan(request).records());                // nothing is changed by looking
 * operator.carryOut(request, key).thenAccept(this::tell); // key: chosen by whoever asks, the same when asking again
 * }</pre>
 */
public interface Operator {
    /**
     * What would be sent if it were asked for now; changes nothing.
     *
     * @throws CannotAmend if the run is not known or nothing of it can be sent
     */
    AmendmentPlan plan(AmendmentRequest request);

    /**
     * Takes up what is open and sends it. Asked again with the same key, it ends what was begun under it and takes up
     * nothing new; with another key it takes up what is open then. Returns at once.
     *
     * @param idempotencyKey 1 to 64 characters; the same for the same wish
     * @return completes when all of it is on the bus; fails with {@link CannotAmend}, or with another exception after
     *     which the same call is right
     */
    CompletableFuture<AmendmentReceipt> carryOut(AmendmentRequest request, String idempotencyKey);
}
