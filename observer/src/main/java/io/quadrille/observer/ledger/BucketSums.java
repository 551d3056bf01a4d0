package io.quadrille.observer.ledger;

import io.quadrille.events.Counts;

/**
 * What chunks at one step add up to. All from 0.
 *
 * @param counts as the outcomes state them, but rejects that were taken up again are not among the rejected
 * @param deadLettered records of chunks that are dead at this very step
 * @param deadChunks how many chunks those are
 * @param waiting from the publication of what a chunk was made of to the start of the work on it
 * @param working from there to the outcome
 * @param retried rejects that retries have taken up
 */
public record BucketSums(
        Counts counts, long deadLettered, int deadChunks, LogHistogram waiting, LogHistogram working, long retried) {
    public static final BucketSums ZERO = new BucketSums(Counts.ZERO, 0, 0, LogHistogram.EMPTY, LogHistogram.EMPTY, 0);

    public BucketSums plus(BucketSums more) {
        return new BucketSums(
                counts.plus(more.counts),
                deadLettered + more.deadLettered,
                deadChunks + more.deadChunks,
                waiting.plus(more.waiting),
                working.plus(more.working),
                retried + more.retried);
    }

    public BucketSums minus(BucketSums less) {
        Counts fewer = less.counts;
        return new BucketSums(
                new Counts(
                        counts.in() - fewer.in(),
                        counts.out() - fewer.out(),
                        counts.expanded() - fewer.expanded(),
                        counts.rejected() - fewer.rejected(),
                        counts.filtered() - fewer.filtered(),
                        counts.loaded() - fewer.loaded()),
                deadLettered - less.deadLettered,
                deadChunks - less.deadChunks,
                waiting.minus(less.waiting),
                working.minus(less.working),
                retried - less.retried);
    }
}
