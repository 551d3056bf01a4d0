package io.quadrille.observer.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A bucket in about a kilobyte, for a store that keeps it as one value. */
public final class BucketBytes {
    private static final byte FORMAT = 1;

    private BucketBytes() {}

    /** All but the key. */
    public static byte[] write(Bucket bucket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        bytes.write(FORMAT);
        Varints.write(bytes, bucket.closed());
        Bucket.Timings timings = bucket.timings();
        Varints.writeSigned(bytes, timings.touched().getEpochSecond());
        Varints.write(bytes, timings.touched().getNano());
        timings.waiting().writeTo(bytes);
        timings.working().writeTo(bytes);
        writeSlots(bytes, bucket.cells().keySet());
        bucket.cells().values().forEach(cell -> cell.writeTo(bytes));
        writeSlots(bytes, bucket.rejects().keySet());
        bucket.rejects().values().forEach(mark -> {
            Varints.write(bytes, Integer.toUnsignedLong(mark.fingerprint()));
            Varints.write(bytes, mark.rows());
        });
        writeSlots(bytes, bucket.dead().keySet());
        bucket.dead().values().forEach(records -> Varints.write(bytes, records));
        if (!bucket.amended().isEmpty()) { // as most are not, it costs them nothing
            writeSlots(bytes, bucket.amended().keySet());
            bucket.amended().values().forEach(amendment -> amendment.writeTo(bytes));
        }
        return bytes.toByteArray();
    }

    public static Bucket read(BucketKey key, byte[] item) {
        ByteBuffer bytes = ByteBuffer.wrap(item);
        if (bytes.get() != FORMAT) {
            throw new IllegalArgumentException(key + " is in a format that this version does not know");
        }
        long closed = Varints.read(bytes);
        Instant touched = Instant.ofEpochSecond(Varints.readSigned(bytes), Varints.read(bytes));
        LogHistogram waiting = LogHistogram.readFrom(bytes);
        LogHistogram working = LogHistogram.readFrom(bytes);
        return new Bucket(
                key,
                readSlots(bytes, Cell::readFrom),
                readSlots(bytes, in -> new RejectMark((int) Varints.read(in), (int) Varints.read(in))),
                readSlots(bytes, Varints::read),
                closed,
                new Bucket.Timings(waiting, working, touched),
                bytes.hasRemaining() ? readSlots(bytes, SlotAmendment::readFrom) : new TreeMap<>());
    }

    private static void writeSlots(ByteArrayOutputStream bytes, Collection<Integer> slots) {
        long bits = 0;
        for (int slot : slots) {
            bits |= 1L << slot;
        }
        Varints.write(bytes, bits);
    }

    private static <V> SortedMap<Integer, V> readSlots(ByteBuffer bytes, Function<ByteBuffer, V> value) {
        SortedMap<Integer, V> map = new TreeMap<>();
        long bits = Varints.read(bytes);
        while (bits != 0) {
            map.put(Long.numberOfTrailingZeros(bits), value.apply(bytes));
            bits &= bits - 1;
        }
        return map;
    }
}
