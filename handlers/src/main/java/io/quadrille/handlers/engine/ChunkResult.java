package io.quadrille.handlers.engine;

import io.quadrille.events.Counts;
import io.quadrille.events.LineRanges;
import io.quadrille.events.Rejection;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import java.util.List;

/**
 * What a step made of a chunk, before it is published.
 *
 * @param emitted what goes on to the next steps; none for a load
 * @param toWrite what goes into the table; none but for a load
 * @param filtered the lines where the records dropped begin
 */
record ChunkResult<O>(
        List<Traced<O>> emitted,
        List<VersionedRecord> toWrite,
        List<Rejection> rejections,
        Counts counts,
        LineRanges filtered) {}
