package io.quadrille.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that serves the page and the API. */
@Command(
        name = "serve",
        sortOptions = false,
        header = "Serves the page that tells how runs went and go, to this machine alone.",
        description = {
            "",
            "Once it is ready, the one line on stdout says where: 'page: http://127.0.0.1:PORT'. The same address answers"
                    + " the API under /api, listed at /openapi.json, and Prometheus at /metrics. It reads while other"
                    + " commands write."
        },
        footer = {
            "",
            "Ctrl-C or SIGTERM ends it with 0.",
            "",
            "Examples:",
            "  quadrille serve",
            "  quadrille serve --home /data/quadrille --port 0",
            "  quadrille serve --events events.jsonl",
            "  quadrille serve --aws --pipeline customers --size prod"
        })
final class ServeCommand implements Callable<Integer> {
    private static final int DEFAULT_PORT = 8377;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_PORT,
            description = "the port on 127.0.0.1; 0 takes one that is free (${DEFAULT-VALUE})")
    private int port = DEFAULT_PORT;

    @Option(
            names = "--events",
            paramLabel = "EVENTS.jsonl",
            description = "a file that 'run --capture' wrote: a record's way then tells of its events, and they can be"
                    + " published again")
    private @Nullable String events;

    @Mixin
    private ReadingOptions place = new ReadingOptions();

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException {
        PageServer.requirePort(port, place);
        KeptEvents kept = events == null ? KeptEvents.NONE : KeptEvents.in(events);
        Terminal terminal = common.terminal();
        try (Stopping stopping = new Stopping(terminal);
                View view = place.openOrMake(common);
                PageServer server = PageServer.open(view, kept, port)) {
            server.tell(terminal);
            while (stopping.signal().pause(Duration.ofHours(1))) {
                // Until it is asked to stop.
            }
        }
        return ExitCode.DONE;
    }
}
