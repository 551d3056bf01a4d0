package io.quadrille.simulator;

import io.quadrille.events.SourceObject;
import io.quadrille.simulator.oracle.FileTruth;
import io.quadrille.simulator.oracle.Flow;
import io.quadrille.simulator.oracle.Refusal;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.Recipe;
import io.quadrille.testdata.RecordFate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a file that is dropped.
 *
 * @param at when, since the world's beginning
 * @param modified S3's LastModified: whole seconds
 * @param sequencer S3's, all of one length
 * @param truth what must become of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Drop(SourceObject source, byte[] bytes, Duration at, Instant modified, String sequencer, FileTruth truth) {

    /**
     * @param number from 0; versions of one key are ordered by it
     * @param refusal of its records; null for none
     */
    static Drop of(Recipe recipe, String key, int number, Duration at, Plan plan, @Nullable Refusal refusal) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        List<RecordFate> fates = new ArrayList<>();
        try {
            Generator.writeTelling(recipe, out, fates::add);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        byte[] bytes = out.toByteArray();
        Instant modified = Instant.ofEpochSecond(Plan.BEGINNING.plus(at).getEpochSecond());
        return new Drop(
                new SourceObject("landing", key, "v" + number, bytes.length),
                bytes,
                at,
                modified,
                String.format("%016X", 1_000 + number),
                new FileTruth(Flow.of(recipe.pipeline()), fates, plan.chunkRecords(), refusal));
    }
}
