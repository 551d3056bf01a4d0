package io.quadrille.aws.ledger;

import io.quadrille.handlers.ports.RetryableFailure;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Tries again what others came before with, some milliseconds later and so often at most. Thread safe.
 *
 * @param jitter spreads those who met; thread safe
 */
record Contention(RandomGenerator jitter) {
    private static final int MOST_TRIES = 20;
    private static final long FIRST_PAUSE_MILLIS = 4;
    private static final long LONGEST_PAUSE_MILLIS = 250;

    private static final Set<String> OVERTAKEN = Set.of("None", "ConditionalCheckFailed", "TransactionConflict");

    /**
     * The first answer.
     *
     * @param done as in {@link io.quadrille.aws.AwsFailures#of}
     * @param attempt empty where somebody else was faster
     * @throws RetryableFailure if somebody else always was
     */
    <T> T settle(String done, Supplier<Optional<T>> attempt) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (tries > 0) {
                pause(done, Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << tries));
            }
            try {
                Optional<T> answer = attempt.get();
                if (answer.isPresent()) {
                    return answer.get();
                }
            } catch (TransactionConflictException e) {
                // a transaction on the same item is under way
            } catch (TransactionCanceledException e) {
                if (!wasOvertaken(e)) {
                    throw e;
                }
            }
        }
        throw new RetryableFailure(done + " was overtaken by other writers " + MOST_TRIES + " times in a row");
    }

    /** Whether a transaction was cancelled only because others write to the same items. */
    static boolean wasOvertaken(TransactionCanceledException e) {
        return e.hasCancellationReasons()
                && e.cancellationReasons().stream()
                        .allMatch(reason -> reason.code() == null || OVERTAKEN.contains(reason.code()));
    }

    private void pause(String done, long mostMillis) {
        try {
            Thread.sleep(jitter.nextLong(mostMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryableFailure(done + " was interrupted", e);
        }
    }
}
