package io.quadrille.simulator;

import io.quadrille.simulator.oracle.Refusal;
import io.quadrille.testdata.DirtKind;
import io.quadrille.testdata.FileForm;
import io.quadrille.testdata.LineEnd;
import io.quadrille.testdata.Mixture;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a seed makes of a world before it begins: the pipeline, the files, the sizes, and which faults with which chances.
 *
 * @param chunkRecords so many that a file has 2 to 20 chunks
 * @param maxEventBytes beyond it, an event's data travel as a claim check
 * @param creditBytes beyond it, the extract waits
 * @param workers processes that share the queues
 * @param faultTime until the world heals
 */
record Plan(
        long seed,
        PipelineName pipeline,
        int records,
        int chunkRecords,
        int maxEventBytes,
        long creditBytes,
        int workers,
        Duration faultTime,
        Map<Fault, Double> chances) {
    static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final int LEAST_RECORDS = 20;
    private static final int MOST_RECORDS = 300;

    /** What is drawn. The number is the place: to be added to, never reordered, as seeds are written down. */
    private enum Draw {
        PIPELINE,
        RECORDS,
        CHUNKS,
        CLAIMS,
        CREDIT,
        WORKERS,
        FAULT_TIME,
        DIRT,
        DUPLICATES,
        FORM,
        DROPS,
        DROP_TIME
    }

    /** @param limits narrows what the seed draws */
    static Plan of(long seed, Limits limits) {
        List<PipelineName> pipelines = limits.pipelines();
        PipelineName pipeline = pipelines.get(Chance.below(draw(seed, Draw.PIPELINE), pipelines.size()));
        int drawn = (int) Chance.scaled(draw(seed, Draw.RECORDS), LEAST_RECORDS, MOST_RECORDS + 1);
        int records = Math.min(drawn, limits.mostRecords());
        int chunks = (int) Math.min(drawn, Chance.scaled(draw(seed, Draw.CHUNKS), 2, 21));
        Map<Fault, Double> chances = chances(seed, limits.faults());
        long claims = draw(seed, Draw.CLAIMS);
        Duration least = chances.containsKey(Fault.EXHAUST) ? Duration.ofMinutes(40) : Duration.ofMinutes(1);
        return new Plan(
                seed,
                pipeline,
                records,
                (drawn + chunks - 1) / chunks,
                Chance.below(claims, 3) == 0 ? 1_500 + Chance.below(Chance.of(claims, 1), 1_500) : 256 * 1024,
                Chance.below(draw(seed, Draw.CREDIT), 4) == 0 ? 8_000 : 1 << 20,
                2 + Chance.below(draw(seed, Draw.WORKERS), 3),
                Chance.between(draw(seed, Draw.FAULT_TIME), least, Duration.ofHours(3)),
                chances);
    }

    private static Map<Fault, Double> chances(long seed, Set<Fault> allowed) {
        Map<Fault, Double> chances = new EnumMap<>(Fault.class);
        for (Fault fault : allowed) {
            long drawn = Chance.of(seed, 1_000 + fault.ordinal());
            if ((drawn & 0xff) < 100) {
                double[] bounds = bounds(fault);
                chances.put(fault, Chance.scaled(Chance.of(drawn, 1), bounds[0], bounds[1]));
            }
        }
        return chances;
    }

    /** The least and the most of a fault's chance, at each place where it may strike. */
    private static double[] bounds(Fault fault) {
        return switch (fault) {
            case BEFORE, AFTER -> new double[] {0.002, 0.15};
            case TIMEOUT -> new double[] {0.001, 0.04};
            case CRASH -> new double[] {0.0003, 0.006};
            case PAUSE -> new double[] {0.005, 0.1};
            case ZOMBIE -> new double[] {0.001, 0.02};
            case THROTTLE -> new double[] {0.02, 0.3};
            case PARTIAL_PUT, PARTIAL_WRITE, PARTIAL_BATCH -> new double[] {0.01, 0.3};
            case DUPLICATE, DELAY, LATE_CLAIM -> new double[] {0.01, 0.5};
            case EXHAUST, GONE_CLAIM -> new double[] {0.005, 0.1};
            case KEY_OUTAGE -> new double[] {0.1, 0.9};
            case NOTIFICATION,
                    RELAUNCH,
                    ARCHIVE,
                    OLD_RUN,
                    WATCHDOG,
                    NEW_VERSION,
                    SKEW,
                    REORDER,
                    REDRIVE,
                    RETRY,
                    BAD_DEPLOY -> new double[] {0.3, 1};
        };
    }

    /**
     * The files, in the order of their versions.
     *
     * @param refusals what is refused of a file; null for nothing
     */
    List<Drop> drops(IntFunction<@Nullable Refusal> refusals) {
        boolean versions = chances.containsKey(Fault.NEW_VERSION) || chances.containsKey(Fault.OLD_RUN);
        int count = versions ? 2 + Chance.below(draw(seed, Draw.DROPS), 2) : 1;
        List<Drop> drops = new ArrayList<>();
        Duration at = Duration.ofSeconds(1);
        for (int i = 0; i < count; i++) {
            drops.add(Drop.of(recipe(i), "in/" + pipeline.text() + ".csv", i, at, this, refusals.apply(i)));
            at = at.plus(Duration.ofMillis(Chance.below(Chance.of(draw(seed, Draw.DROP_TIME), i), 4_000)));
        }
        return drops;
    }

    private Recipe recipe(int drop) {
        long drawn = Chance.of(draw(seed, Draw.DIRT), drop);
        double dirt = (drawn & 3) == 0 ? 0 : Chance.scaled(drawn, 1, 40);
        double duplicates = Chance.scaled(Chance.of(draw(seed, Draw.DUPLICATES), drop), 1, 30);
        Recipe recipe = Recipe.of(pipeline, records, Chance.below(drawn, 1 << 20))
                .mixture(new Mixture(dirt, duplicates, 4, 1))
                .form(form(Chance.of(draw(seed, Draw.FORM), drop)));
        Set<DirtKind> kinds = new java.util.TreeSet<>(pipeline.kinds());
        kinds.removeIf(DirtKind::isGiant);
        return recipe.kinds(kinds);
    }

    private static FileForm form(long drawn) {
        FileForm plain = FileForm.plain();
        return switch (Chance.below(drawn, 8)) {
            case 0 -> plain.lineEnd(LineEnd.CRLF);
            case 1 -> plain.gzip(true);
            case 2 -> plain.delimiter(';').byteOrderMark(true);
            default -> plain;
        };
    }

    private static long draw(long seed, Draw what) {
        return Chance.of(seed, what.ordinal());
    }
}
