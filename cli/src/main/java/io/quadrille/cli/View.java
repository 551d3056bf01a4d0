package io.quadrille.cli;

import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.observer.runs.EventLog;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.runtime.EventArchive;
import java.io.IOException;
import java.time.Duration;

/** What runs and tables are read from: a home, or a deployment on AWS. */
interface View extends AutoCloseable {
    default RunQueries queries() {
        return queries(EventLog.NONE);
    }

    /** @param events where events were kept, if they were */
    RunQueries queries(EventLog events);

    TableReader tables();

    /** Where the file of a run can be read again as it was. @throws Refusal if it cannot */
    SourceReader sourcesOf(String run, SourceObject source) throws IOException;

    /** The options that name it, for commands that are to be copied; each begins with a blank. */
    String option();

    /**
     * What mends its runs; whoever asks for one closes it, before the view.
     *
     * @param archive of events that may be published again
     */
    ViewOperator operator(EventArchive archive);

    /** What it is, for people, such as {@code home .quadrille}. */
    String place();

    /** How often it may be read while somebody looks on. */
    Duration pollInterval();

    /** Says that it holds no run, as a clause. */
    String nothingYet();

    /** Says what to do where it holds no run. */
    String remedy();

    @Override
    void close() throws IOException;
}
