package io.quadrille.cli;

import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.forecast.Measurement;
import io.quadrille.forecast.Profile;
import io.quadrille.local.sqlite.NoHome;
import io.quadrille.local.stage.HomeView;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the runs of a home tell of a pipeline. */
final class HomeRuns {
    private static final int LATEST = 20;

    private HomeRuns() {}

    /** The profile of the pipeline's latest complete run, among its last few; empty if the home has none. */
    static Optional<Profile> findProfile(Common common, Pipeline pipeline) throws IOException {
        try (HomeView home = HomeView.open(common.home())) {
            RunQueries queries = home.queries();
            List<RunReport> reports = queries.runs(
                            new RunFilter(pipeline.name(), null, null, null), Optional.empty(), LATEST)
                    .items();
            for (RunReport report : reports) {
                SourceObject source = report.source();
                // Of a compressed file the ledger has the length as stored, which is not that of its records.
                if (source != null && !source.fileName().endsWith(".gz")) {
                    Optional<Profile> profile = Measurement.of(pipeline, queries, report.run(), source.bytes());
                    if (profile.isPresent()) {
                        return profile;
                    }
                }
            }
            return Optional.empty();
        } catch (NoHome e) {
            return Optional.empty();
        }
    }
}
