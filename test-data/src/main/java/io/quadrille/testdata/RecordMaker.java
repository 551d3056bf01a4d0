package io.quadrille.testdata;

import org.jspecify.annotations.Nullable;

/**
 * The records of one pipeline: how they look in the file, how they are spoiled, and what becomes of them.
 *
 * <p>The three calls come in this order for each record; an implementation keeps the record's values in between.
 */
interface RecordMaker {

    /**
     * Fills every cell with a clean value.
     *
     * @param kind how the record will be spoiled, or null; a kind that only shows on some records makes it one of them
     */
    void fill(RecordDraft draft, long index, @Nullable DirtKind kind);

    /** Spoils the record that was filled last. */
    void spoil(RecordDraft draft, DirtKind kind);

    /** Tells the outcome what each step makes of the record that was filled last. */
    void settle(Outcome outcome);
}
