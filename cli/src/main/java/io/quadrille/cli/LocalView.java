package io.quadrille.cli;

import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.local.sqlite.NoHome;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.HomeView;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.observer.runs.EventLog;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.runtime.EventArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A home of this machine, read. */
final class LocalView implements View {
    private final HomeView home;
    private final Path folder;
    private final HomeStages stages;
    private final String option;

    private LocalView(HomeView home, Path folder, String option, HomeStages stages) {
        this.home = home;
        this.folder = folder;
        this.stages = stages;
        this.option = option;
    }

    /** @throws io.quadrille.local.sqlite.NoHome if nothing was ever run into it */
    static LocalView open(Common common) throws IOException {
        return of(HomeView.open(common.home()), common.home(), common.homeOption());
    }

    /** @param option names the home, for commands that are to be copied */
    static LocalView of(HomeView home, Path folder, String option) {
        return of(home, folder, option, HomeStages.opening(home.folder(), "quadrille serve"));
    }

    /** As {@link #of(HomeView, Path, String)}. @param stages on which its runs are mended */
    static LocalView of(HomeView home, Path folder, String option, HomeStages stages) {
        return new LocalView(home, folder, option, stages);
    }

    /**
     * As {@link #open}, with an empty home made where there is none.
     *
     * @throws io.quadrille.local.sqlite.HomeUnusable if it cannot be made
     */
    static LocalView openOrMake(Common common) throws IOException {
        try {
            return open(common);
        } catch (NoHome e) {
            LocalHome.open(common.home(), "quadrille serve").close();
            return open(common);
        }
    }

    @Override
    public RunQueries queries(EventLog events) {
        return home.queries(new Pipelines()::find, events);
    }

    @Override
    public TableReader tables() {
        return home.tables();
    }

    @Override
    public SourceReader sourcesOf(String run, SourceObject source) throws IOException {
        if (!source.bucket().equals(SourceObject.LOCAL)) {
            throw Refusal.failure("The rejected records of run " + run
                    + " cannot be copied here: its source is not a file of this machine.");
        }
        Path file = Path.of(source.key());
        if (!Files.isRegularFile(file)) {
            throw Refusal.failure("The file " + TextTable.visible(source.key()) + " is not there any more; the rejected"
                    + " records stand nowhere else.");
        }
        if (!FileSources.describe(file).version().equals(source.version())) {
            throw Refusal.failure("The file " + TextTable.visible(source.key())
                    + " was changed since the run, so its lines are not those that were rejected. Run it again first.");
        }
        return new FileSources();
    }

    @Override
    public String option() {
        return option;
    }

    @Override
    public ViewOperator operator(EventArchive archive) {
        return new HomeOperator(home.folder(), stages, archive);
    }

    @Override
    public String place() {
        return "home " + folder;
    }

    @Override
    public Duration pollInterval() {
        return Duration.ofMillis(400);
    }

    @Override
    public String nothingYet() {
        return "Nothing was run in this home yet.";
    }

    @Override
    public String remedy() {
        return "Run a file first (quadrille run FILE), or name another home with --home.";
    }

    @Override
    public void close() throws IOException {
        home.close();
    }
}
