package io.quadrille.loadtests.flow;

import io.quadrille.handlers.Bindings;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import io.quadrille.local.stage.HomeView;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A pipeline on a home, as {@code quadrille run} has it: table and ledger durable in one SQLite file. */
public abstract class FlowIntoSqlite implements Candidate {
    private final Bindings bindings;

    FlowIntoSqlite(Bindings bindings) {
        this.bindings = bindings;
    }

    @Override
    public Lap prepare(Course course) {
        Path folder = course.folder().resolve("home");
        return new Lap() {
            private @Nullable RunReport report;

            @Override
            public void run() throws IOException, InterruptedException, ExecutionException {
                try (LocalHome home = LocalHome.open(folder)) {
                    report = Runs.run(home.stage(bindings), course.file());
                }
            }

            @Override
            public Evidence evidence() throws IOException {
                try (HomeView home = HomeView.open(folder)) {
                    return new Evidence(
                            Runs.loaded(Objects.requireNonNull(report)), TableDigest.of(home.tables(), "customers"));
                }
            }
        };
    }
}
