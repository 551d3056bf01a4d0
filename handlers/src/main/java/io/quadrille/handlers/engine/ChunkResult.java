package io.quadrille.handlers.engine;

import io.quadrille.events.Counts;
import io.quadrille.events.LineRanges;
import io.quadrille.events.Rejection;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import java.util.List;

/**
 * What a step made of a chunk, before it is published.
 *
 * @param payload the records that go on to the next steps; empty for a load
 * @param toWrite what goes into the table, a row perhaps made when it is asked for; none but for a load
 * @param filtered the lines where the records dropped begin
 */
record ChunkResult(
        byte[] payload,
        List<VersionedRecord> toWrite,
        List<Rejection> rejections,
        Counts counts,
        LineRanges filtered) {}
