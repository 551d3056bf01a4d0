package io.quadrille.forecast;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepKind;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A pipeline as it is, or would be, deployed: the definition, its size and what of either is to be another.
 *
 * @param format with the chunks' bounds; otherwise the definition's
 * @param concurrency of steps that are to have another than their definition's, by name
 * @param workers the steps that run on Fargate; the others are functions
 * @param newTableWritesPerSecond the write units of a table that was not warmed
 * @param warmed the write units of tables that were, by name
 * @param parts files that the one file is cut into, taken up side by side
 */
public record Design(
        Pipeline pipeline,
        Compute compute,
        CsvFormat format,
        Map<String, Integer> concurrency,
        Set<String> workers,
        int newTableWritesPerSecond,
        Map<String, Integer> warmed,
        int parts) {
    public Design {
        concurrency = Collections.unmodifiableMap(new TreeMap<>(concurrency));
        warmed = Collections.unmodifiableMap(new TreeMap<>(warmed));
        workers = Collections.unmodifiableSet(new TreeSet<>(workers));
        for (String worker : workers) {
            if (pipeline.steps().stream().noneMatch(step -> step.name().equals(worker) && isQueued(step))) {
                throw new IllegalArgumentException("There is no step '" + worker + "' to place on a worker; there are "
                        + String.join(
                                ", ",
                                pipeline.steps().stream()
                                        .filter(Design::isQueued)
                                        .map(Step::name)
                                        .toList())
                        + ".");
            }
        }
        for (Step<?, ?> step : pipeline.steps()) {
            int most = step.settings().concurrency();
            if (isQueued(step) && most < Compute.LEAST_LAMBDA_CONCURRENCY && !workers.contains(step.name())) {
                throw new IllegalArgumentException("Step '%s' has concurrency(%d), but Lambda reads a queue with %d"
                                .formatted(step.name(), most, Compute.LEAST_LAMBDA_CONCURRENCY)
                        + " batches at a time or more. Place it on a worker, or give it more.");
            }
        }
    }

    private static boolean isQueued(Step<?, ?> step) {
        return step.kind() != StepKind.EXTRACT;
    }

    /** As the definition and the size say; tables that never had more than a new one's writes. */
    public static Design of(Pipeline pipeline, Compute compute, Set<String> workers, Quotas quotas) {
        return new Design(
                pipeline,
                compute,
                pipeline.extract().format(),
                Map.of(),
                workers,
                quotas.account().newTableWritesPerSecond(),
                Map.of(),
                1);
    }

    Design chunks(int records, int bytes) {
        return new Design(
                pipeline,
                compute,
                format.chunkRecords(records).chunkBytes(bytes),
                concurrency,
                workers,
                newTableWritesPerSecond,
                warmed,
                parts);
    }

    Design sized(Compute other) {
        return new Design(pipeline, other, format, concurrency, workers, newTableWritesPerSecond, warmed, parts);
    }

    Design concurrency(String step, int most) {
        Map<String, Integer> more = new TreeMap<>(concurrency);
        more.put(step, most);
        return new Design(pipeline, compute, format, more, workers, newTableWritesPerSecond, warmed, parts);
    }

    Design warmed(String table, int writesPerSecond) {
        Map<String, Integer> more = new TreeMap<>(warmed);
        more.put(table, writesPerSecond);
        return new Design(pipeline, compute, format, concurrency, workers, newTableWritesPerSecond, more, parts);
    }

    Design onLambda(String step) {
        Set<String> fewer = new TreeSet<>(workers);
        fewer.remove(step);
        return new Design(pipeline, compute, format, concurrency, fewer, newTableWritesPerSecond, warmed, parts);
    }

    Design cut(int files) {
        return new Design(pipeline, compute, format, concurrency, workers, newTableWritesPerSecond, warmed, files);
    }

    /** The write units that a table takes. */
    int writesPerSecondOf(String table) {
        return warmed.getOrDefault(table, newTableWritesPerSecond);
    }

    /** The most batches of a step at a time. */
    int concurrencyOf(Step<?, ?> step) {
        return compute.concurrency(
                concurrency.getOrDefault(step.name(), step.settings().concurrency()));
    }
}
