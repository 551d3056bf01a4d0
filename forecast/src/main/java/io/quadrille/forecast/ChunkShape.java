package io.quadrille.forecast;

import io.quadrille.events.pipeline.CsvFormat;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a file: so many alike, and perhaps one that is shorter.
 *
 * @param full how many hold {@code records} each
 * @param records of a full one; a mean where the file was seen and they differ
 * @param rest the records of the last one; 0 where all are full
 */
record ChunkShape(long full, double records, long rest) {
    /** As the extract cuts them where all records are of one length. */
    static ChunkShape of(Workload workload, CsvFormat format) {
        long most = Math.min(
                format.chunkRecords(), Math.max(1, (long) Math.ceil(format.chunkBytes() / workload.bytesPerRecord())));
        return new ChunkShape(workload.records() / most, most, workload.records() % most);
    }

    /** As the extract cuts them, or as it cut this very file. */
    static ChunkShape of(Workload workload, CsvFormat format, Profile.@Nullable Sample sample) {
        return sample == null || sample.chunks() == 0
                ? of(workload, format)
                : new ChunkShape(sample.chunks(), (double) sample.records() / sample.chunks(), 0);
    }

    long chunks() {
        return full + (rest > 0 ? 1 : 0);
    }
}
