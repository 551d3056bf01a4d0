package io.quadrille.loadtests.lane;

import io.quadrille.loadtests.source.SourceFile;
import java.io.IOException;

/** A candidate that left something else than the source demands: its time says nothing. */
public final class WrongResult extends IOException {
    private static final long serialVersionUID = 1L;

    private WrongResult(String sentence) {
        super(sentence);
    }

    static void check(Entry entry, SourceFile source, Evidence found) throws WrongResult {
        if (found.records() != source.records()) {
            throw new WrongResult("'%s' accounts for %,d records of %s, which has %,d."
                    .formatted(entry.name(), found.records(), source.file(), source.records()));
        }
        if (entry.leavesTable() && !found.digest().equals(source.tableDigest())) {
            throw new WrongResult("'%s' left another table than %s demands: its digest is %s, expected %s."
                    .formatted(entry.name(), source.file(), found.digest(), source.tableDigest()));
        }
    }
}
