package io.quadrille.cli;

import io.quadrille.aws.StopSignal;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.local.sqlite.SqliteHome;
import io.quadrille.local.stage.HomeView;
import io.quadrille.local.stage.LocalHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Develops on this machine alone: runs what is dropped into a folder, and serves the page. */
final class LocalDev {
    private final Common common;
    private final Terminal terminal;
    private final @Nullable Path inbox;
    private final Function<Path, Bindings> pipelines;

    /**
     * @param inbox null for the home's own
     * @param pipelines the pipeline that a file runs through
     */
    LocalDev(Common common, @Nullable Path inbox, Function<Path, Bindings> pipelines) {
        this.common = common;
        this.terminal = common.terminal();
        this.inbox = inbox;
        this.pipelines = pipelines;
    }

    /**
     * Works until it is told to stop.
     *
     * @param known the pipeline, where it is the same for all files
     * @throws io.quadrille.local.tables.TableMismatch if a table it loads is stored by another key
     */
    void run(@Nullable Bindings known, int port) throws IOException {
        try (Stopping stopping = new Stopping(terminal)) {
            work(known, port, stopping.signal());
            terminal.say("stopped. The same command goes on from there.");
        }
    }

    private void work(@Nullable Bindings known, int port, StopSignal stop) throws IOException {
        try (LocalHome home = LocalHome.open(common.home(), "quadrille dev")) {
            if (known != null) {
                home.retire(home.stage(known));
            }
            Path folder = folder();
            HeldHome held = new HeldHome(home);
            try (View view = LocalView.of(HomeView.open(common.home()), common.home(), common.homeOption(), held);
                    PageServer page = PageServer.open(view, KeptEvents.NONE, port)) {
                tell(folder, page, known == null ? null : known.pipeline());
                Inbox files = new Inbox(folder, terminal::say);
                new InboxRuns(files, held, pipelines, terminal).work(stop);
            }
        }
    }

    private Path folder() throws IOException {
        Path folder = inbox == null ? common.home().resolve("inbox") : inbox;
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw Refusal.usage(
                    "The inbox " + TextTable.visible(folder.toString()) + " is a file; name a folder with --inbox.");
        }
        return Files.createDirectories(folder).toRealPath();
    }

    /** Scripts wait for the line of the page: it comes last on stdout. */
    private void tell(Path folder, PageServer page, @Nullable Pipeline pipeline) throws IOException {
        String inbox = TextTable.visible(folder.toString());
        terminal.printLine("inbox: " + inbox);
        page.tell(terminal);
        terminal.say("working; Ctrl-C stops it.");
        terminal.say("  drop a file:        cp FILE " + Shell.quoted(inbox) + "/   (through "
                + (pipeline == null
                        ? "the generic pipeline, into a table named as the file"
                        : "pipeline " + pipeline.name())
                + ")");
        terminal.say("  look at it:         " + page.url());
        terminal.say("  see how it goes:    quadrille show" + common.homeOption() + " last");
        terminal.say("  tables and ledger:  " + common.home().resolve(SqliteHome.DATABASE));
    }
}
