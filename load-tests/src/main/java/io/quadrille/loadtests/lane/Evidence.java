package io.quadrille.loadtests.lane;

import java.util.List;

/**
 * What a lap left behind, to be compared before its time counts.
 *
 * @param records that were read
 * @param digest SHA-256 of the table as CSV in the order of its key, in lower-case hexadecimal; empty where there is no
 *     table
 * @param depth of its bus
 * @param answers to those who asked meanwhile
 * @param note what else there is to say, in a few words; may be empty
 */
public record Evidence(long records, String digest, Depth depth, List<Answers> answers, String note) {
    public Evidence {
        answers = List.copyOf(answers);
    }

    public Evidence(long records, String digest) {
        this(records, digest, Depth.NONE, List.of(), "");
    }

    /** Of work that leaves no table. */
    public static Evidence of(long records) {
        return new Evidence(records, "");
    }

    public Evidence withDepth(Depth reached) {
        return new Evidence(records, digest, reached, answers, note);
    }

    public Evidence withAnswers(List<Answers> given) {
        return new Evidence(records, digest, depth, given, note);
    }

    public Evidence withNote(String words) {
        return new Evidence(records, digest, depth, answers, words);
    }
}
