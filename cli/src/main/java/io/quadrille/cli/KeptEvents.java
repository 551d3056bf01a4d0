package io.quadrille.cli;

import io.quadrille.local.replay.CaptureLog;
import io.quadrille.local.replay.CapturedEvents;
import io.quadrille.observer.runs.EventLog;
import io.quadrille.runtime.EventArchive;

/**
 * Events that were kept as they were published.
 *
 * @param log of one chunk's events, for a record's way
 * @param archive of all, to publish again
 */
record KeptEvents(EventLog log, EventArchive archive) {
    static final KeptEvents NONE = new KeptEvents(EventLog.NONE, EventArchive.NONE);

    /** Those that {@code run --capture} wrote. @throws Refusal if there is no such file */
    static KeptEvents in(String file) {
        SourceFile captured = SourceFile.require(file);
        return new KeptEvents(new CaptureLog(captured.path()), new CapturedEvents(captured.path()));
    }

    boolean isEmpty() {
        return archive == EventArchive.NONE;
    }
}
