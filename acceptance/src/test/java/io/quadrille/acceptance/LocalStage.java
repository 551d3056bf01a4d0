package io.quadrille.acceptance;

import io.quadrille.events.SourceObject;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.tables.TableCsv;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.HomeView;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The in-memory bus and a home of its own. */
final class LocalStage implements Stage {
    private final Path folder;
    private final LocalHome home;
    private final PipelineStage stage;

    LocalStage(Bindings bindings, Path folder) throws IOException {
        this.folder = folder;
        this.home = LocalHome.open(folder);
        this.stage = home.stage(bindings);
    }

    @Override
    public RunReport run(Path file) throws Exception {
        SourceObject source = FileSources.describe(file);
        return stage.start(stage.keyOf(source, false), source).ended().get(2, TimeUnit.MINUTES);
    }

    @Override
    public RunQueries queries() {
        return stage.queries();
    }

    @Override
    public String table(String name) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        try (HomeView view = HomeView.open(folder)) {
            view.tables().read(name, new TableCsv(csv));
        }
        return csv.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        home.close();
    }
}
