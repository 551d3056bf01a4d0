package io.quadrille.observer.runs;

import io.quadrille.events.Fact.RunStarted;
import java.util.List;
import java.util.Optional;

/** Reads records again from the source of a run. Thread safe. */
public interface SourceRecords {
    /** Where no source can be read. */
    SourceRecords NONE = new SourceRecords() {
        @Override
        public Optional<SourceRecord> atLine(RunStarted start, long line) throws SourceGone {
            throw new SourceGone("Sources cannot be read from here.");
        }

        @Override
        public List<SourceRecord> atBytes(RunStarted start, List<Long> bytePositions) throws SourceGone {
            throw new SourceGone("Sources cannot be read from here.");
        }
    };

    /**
     * The record that the line belongs to; empty for the header, a blank line or one beyond the end. Reads the source up
     * to it.
     *
     * @throws SourceGone if the source, in the version of the run, or the definition that cut it, is not there any more
     */
    Optional<SourceRecord> atLine(RunStarted start, long line) throws SourceGone;

    /**
     * The records that begin at these bytes. Reads the source up to the last of them.
     *
     * @param bytePositions ascending, each once
     * @throws SourceGone likewise
     */
    List<SourceRecord> atBytes(RunStarted start, List<Long> bytePositions) throws SourceGone;

    /** Why a source cannot be read again, in a sentence. */
    final class SourceGone extends Exception {
        private static final long serialVersionUID = 1;

        public SourceGone(String sentence) {
            super(sentence);
        }

        public String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
