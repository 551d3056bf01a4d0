package io.quadrille.cli;

import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.generic.GenericPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that runs what is dropped, and serves the page. */
@Command(
        name = "dev",
        sortOptions = false,
        header = "Runs the files that are dropped, and serves the page, until it is told to stop.",
        description = {
            "",
            "On this machine alone: watches the folder that the first line on stdout names ('inbox: DIR'), and runs each"
                    + " file ending with .csv or .csv.gz once it stops changing. The second line says where the page is:"
                    + " 'page: http://127.0.0.1:PORT'. Files stay where they are; a changed one is run as another.",
            "",
            "With --endpoint-url: makes the bus, rules, queues, tables and buckets that are missing on an AWS endpoint that"
                    + " is not Amazon's, then does every step's work. The one line on stdout says where to drop files:"
                    + " 'drop: s3://BUCKET/PREFIX'.",
            "",
            "What is said of files and runs goes to stderr."
        },
        footer = {
            "",
            "Ctrl-C or SIGTERM ends what is in hand, then the command, with 0. What was under way, or set up, stays, and"
                    + " the same command goes on from there.",
            "",
            "Examples:",
            "  quadrille dev",
            "  quadrille dev --pipeline customers --inbox drop --port 8377",
            "  moto_server -H 127.0.0.1 -p 5000 &",
            "  quadrille dev --pipeline customers --endpoint-url http://127.0.0.1:5000",
            "  aws --endpoint-url http://127.0.0.1:5000 s3 cp customers.csv s3://BUCKET/landing/"
        })
final class DevCommand implements Callable<Integer> {
    private static final List<String> OF_ENDPOINTS = List.of("--size", "--region");
    private static final List<String> OF_HOMES = List.of("--home", "--inbox", "--key");

    @Option(
            names = "--inbox",
            paramLabel = "DIR",
            description = "the folder that files are dropped into (inbox in the home)")
    private @Nullable Path inbox;

    @Option(
            names = "--key",
            paramLabel = "COLUMN[,COLUMN]",
            description = "of the generic pipeline's tables: partition and sort key (the first column)")
    private @Nullable String key;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "the page's port on 127.0.0.1; 0 takes one that is free (${DEFAULT-VALUE})")
    private int port;

    @Mixin
    private DeploymentOptions place = new DeploymentOptions();

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException {
        String url = place.endpointUrl();
        PageServer.requirePort(port, place);
        if (url != null) {
            refuse(OF_HOMES, " is for files of this machine: it does not go with --endpoint-url.");
            new DeployedDev(place, common.terminal()).run(url, port);
            return ExitCode.DONE;
        }
        refuse(OF_ENDPOINTS, " names a deployment: it goes with --endpoint-url.");
        String pipeline = place.pipeline();
        if (pipeline == null || pipeline.equals(GenericPipeline.NAME)) {
            List<String> keys = key == null ? List.of() : GenericRun.requireKeys(key, common.command());
            new LocalDev(common, inbox, file -> GenericRun.of(file, keys)).run(null, port);
        } else {
            refuse(
                    List.of("--key"),
                    " is for the generic pipeline; pipeline '" + pipeline + "' names its keys itself.");
            Bindings bindings = place.bindings();
            new LocalDev(common, inbox, file -> bindings).run(bindings, port);
        }
        return ExitCode.DONE;
    }

    private void refuse(List<String> options, String reason) {
        for (String option : options) {
            if (common.isGiven(option)) {
                throw place.misused(option + reason);
            }
        }
    }
}
