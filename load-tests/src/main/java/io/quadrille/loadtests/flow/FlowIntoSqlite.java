package io.quadrille.loadtests.flow;

import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.Bindings;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Depth;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.HomeView;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A pipeline on a home, as {@code quadrille run} has it: table and ledger durable in one SQLite file. */
public abstract class FlowIntoSqlite implements Candidate {
    /** An option: the table is not read back, which takes long where it is large. */
    public static final String COUNTED = "counted";

    private final Bindings bindings;

    FlowIntoSqlite(Bindings bindings) {
        this.bindings = bindings;
    }

    /** Who looks on while a lap's run goes on. Nobody, unless somebody does. */
    Onlookers onlookers(Course course) throws IOException {
        return Onlookers.NOBODY;
    }

    @Override
    public Lap prepare(Course course) throws IOException {
        Onlookers onlookers = onlookers(course);
        Path folder = course.folder().resolve("home");
        return new Lap() {
            private @Nullable RunReport report;
            private Depth depth = Depth.NONE;

            @Override
            public void run() throws IOException, InterruptedException, ExecutionException {
                try (LocalHome home = LocalHome.open(folder)) {
                    PipelineStage stage = home.stage(bindings);
                    SourceObject source = FileSources.describe(course.file());
                    RunKey run = stage.keyOf(source, false);
                    onlookers.begin(folder, run.run());
                    report = stage.start(run, source).ended().get();
                    depth = Runs.depth(stage.bus());
                    onlookers.leave();
                }
            }

            @Override
            public Evidence evidence() throws IOException {
                try (HomeView home = HomeView.open(folder)) {
                    return new Evidence(
                                    Runs.loaded(Objects.requireNonNull(report)),
                                    course.options().contains(COUNTED) ? "" : Runs.digest(home.tables(), "customers"))
                            .withDepth(depth)
                            .withAnswers(onlookers.answers())
                            .withNote(onlookers.note());
                }
            }

            @Override
            public void close() throws IOException {
                onlookers.close();
            }
        };
    }
}
