package io.quadrille.observer.ledger;

import java.util.BitSet;

/**
 * The closed buckets of one step and what they add up to. Immutable.
 *
 * @param closed their numbers; copied on the way in and out
 */
public record StepTally(BitSet closed, BucketSums sums) {
    public static final StepTally NONE = new StepTally(new BitSet(), BucketSums.ZERO);

    public StepTally {
        closed = (BitSet) closed.clone();
    }

    @Override
    public BitSet closed() {
        return (BitSet) closed.clone();
    }

    public boolean isClosed(int bucket) {
        return closed.get(bucket);
    }

    /** The lowest bucket that is not closed. */
    public int firstOpen() {
        return closed.nextClearBit(0);
    }

    /** One more than the highest bucket that is closed; 0 where none is. */
    public int end() {
        return closed.length();
    }

    StepTally with(int bucket, BucketSums more) {
        BitSet numbers = closed();
        numbers.set(bucket);
        return new StepTally(numbers, sums.plus(more));
    }

    StepTally without(int bucket, BucketSums less) {
        BitSet numbers = closed();
        numbers.clear(bucket);
        return new StepTally(numbers, sums.minus(less));
    }
}
