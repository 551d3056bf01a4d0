package io.quadrille.observer.ledger;

import io.quadrille.events.Counts;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
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

    /** With other sums of a bucket that stays closed. */
    StepTally with(BucketSums was, BucketSums is) {
        return new StepTally(closed, sums.minus(was).plus(is));
    }

    StepTally without(int bucket, BucketSums less) {
        BitSet numbers = closed();
        numbers.clear(bucket);
        return new StepTally(numbers, sums.minus(less));
    }

    /** A bit per bucket, and about 70 bytes. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        byte[] numbers = closed.toByteArray();
        Varints.write(bytes, numbers.length);
        bytes.writeBytes(numbers);
        Counts counts = sums.counts();
        for (long each : new long[] {
            counts.in(),
            counts.out(),
            counts.expanded(),
            counts.rejected(),
            counts.filtered(),
            counts.loaded(),
            sums.deadLettered(),
            sums.deadChunks()
        }) {
            Varints.write(bytes, each);
        }
        sums.waiting().writeTo(bytes);
        sums.working().writeTo(bytes);
        Varints.write(bytes, sums.retried());
        return bytes.toByteArray();
    }

    public static StepTally read(byte[] tally) {
        ByteBuffer bytes = ByteBuffer.wrap(tally);
        byte[] numbers = new byte[(int) Varints.read(bytes)];
        bytes.get(numbers);
        Counts counts = new Counts(
                Varints.read(bytes),
                Varints.read(bytes),
                Varints.read(bytes),
                Varints.read(bytes),
                Varints.read(bytes),
                Varints.read(bytes));
        long deadLettered = Varints.read(bytes);
        int deadChunks = (int) Varints.read(bytes);
        return new StepTally(
                BitSet.valueOf(numbers),
                new BucketSums(
                        counts,
                        deadLettered,
                        deadChunks,
                        LogHistogram.readFrom(bytes),
                        LogHistogram.readFrom(bytes),
                        bytes.hasRemaining() ? Varints.read(bytes) : 0));
    }
}
