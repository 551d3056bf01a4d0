package io.quadrille.testdata;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * All that determines a generated file: equal recipes give equal bytes on every machine and JDK.
 *
 * <p>Only the compressed form of a gzip file may differ, because it is the zlib of the machine that compresses.
 *
 * <pre>{@code
 * Recipe recipe = Recipe.of(PipelineName.ORDERS, 1_000, 42).dirt(2).duplicates(5);
 * }</pre>
 *
 * @param records data records in the file, spoiled ones included; the header and blank lines are not records
 * @param mixture how many of the records are special
 * @param kinds the kinds of dirt to rotate through; empty for all that the pipeline has
 * @param form the outer form of the file
 * @param countsOnly whether the outcome is counts without rejects and tables, in constant memory
 * @param ascendingKeys whether keys grow from record to record instead of being scattered
 */
public record Recipe(
        PipelineName pipeline,
        long records,
        long seed,
        Mixture mixture,
        Set<DirtKind> kinds,
        FileForm form,
        boolean countsOnly,
        boolean ascendingKeys) {

    public Recipe {
        if (records < 0 || records > 1L << 50) {
            throw new IllegalArgumentException("records is " + records + ", expected 0 to 2^50");
        }
        for (DirtKind kind : kinds) {
            if (!pipeline.kinds().contains(kind)) {
                throw new IllegalArgumentException("%s cannot befall a record of '%s': name some of %s"
                        .formatted(kind, pipeline.text(), pipeline.kinds()));
            }
            if (kind == DirtKind.INVALID_ENCODING && !form.charset().equals(StandardCharsets.UTF_8)) {
                throw new IllegalArgumentException(
                        "INVALID_ENCODING is generated in UTF-8 files only, not in " + form.charset());
            }
        }
        kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** A clean file in the plain form, with the occasional odd but harmless value and blank line. */
    public static Recipe of(PipelineName pipeline, long records, long seed) {
        return new Recipe(pipeline, records, seed, Mixture.harmless(), Set.of(), FileForm.plain(), false, false);
    }

    /** This recipe with {@code percent} of the records spoiled. */
    public Recipe dirt(double percent) {
        return mixture(new Mixture(percent, mixture.duplicates(), mixture.oddities(), mixture.blankLines()));
    }

    /** This recipe with {@code percent} of the records carrying the key of an earlier record. */
    public Recipe duplicates(double percent) {
        return mixture(new Mixture(mixture.dirt(), percent, mixture.oddities(), mixture.blankLines()));
    }

    public Recipe mixture(Mixture named) {
        return new Recipe(pipeline, records, seed, named, kinds, form, countsOnly, ascendingKeys);
    }

    public Recipe kinds(Set<DirtKind> named) {
        return new Recipe(pipeline, records, seed, mixture, named, form, countsOnly, ascendingKeys);
    }

    public Recipe form(FileForm named) {
        return new Recipe(pipeline, records, seed, mixture, kinds, named, countsOnly, ascendingKeys);
    }

    public Recipe countsOnly(boolean only) {
        return new Recipe(pipeline, records, seed, mixture, kinds, form, only, ascendingKeys);
    }

    public Recipe ascendingKeys(boolean ascending) {
        return new Recipe(pipeline, records, seed, mixture, kinds, form, countsOnly, ascending);
    }
}
