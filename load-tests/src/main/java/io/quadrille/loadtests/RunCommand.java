package io.quadrille.loadtests;

import io.quadrille.loadtests.lane.Jdk;
import io.quadrille.loadtests.lane.Rounds;
import io.quadrille.loadtests.lane.Track;
import io.quadrille.loadtests.report.Conditions;
import io.quadrille.loadtests.report.Report;
import io.quadrille.loadtests.report.ReportPrinter;
import io.quadrille.loadtests.source.Customers;
import io.quadrille.loadtests.source.KeyOrder;
import io.quadrille.loadtests.suites.Bench;
import io.quadrille.loadtests.suites.SuiteName;
import io.quadrille.loadtests.suites.SuiteRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: which suites run, on what, and how their report is printed. */
@Command(
        name = "load-tests/run",
        sortOptions = false,
        description = {
            "Measures the kit beside plain loops and its peers, and prints medians and ratios.",
            "",
            "All candidates of a suite run in turn, round by round, each alone in a JVM of its own; a lap counts only if it"
                    + " left exactly the table that its file demands. Trust the ratios of one run, not the absolute"
                    + " figures, and leave the machine alone meanwhile."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, whatever the figures",
            "1:a candidate failed or left a wrong result",
            "2:the command was not understood",
            "130, 143:cut off by Ctrl-C or by a signal to end; what was measured so far is printed"
        },
        footer = {
            "",
            "Examples:",
            "  load-tests/run                       the flow of a million records, and all that is quick to see",
            "  load-tests/run --quick               results only: seconds, no times worth reading",
            "  load-tests/run --suite flow --jdk 25 --json > flow.json"
        })
final class RunCommand implements Callable<Integer> {
    private static final long RECORDS = 1_000_000;
    private static final long QUICK_RECORDS = 5_000;
    private static final long STREAM_MEGABYTES = 10_000;
    private static final long QUICK_STREAM_MEGABYTES = 2;
    private static final long MEGA = 1_000_000;

    @Option(names = "--records", paramLabel = "N", description = "records of a lap (1000000; 5000 with --quick)")
    private @Nullable Long records;

    @Option(names = "--jdk", paramLabel = "17|25", description = "Java release to measure with (the one this runs on)")
    private @Nullable Integer jdk;

    @Option(
            names = "--suite",
            split = ",",
            paramLabel = "NAME",
            description = "what to measure, some of ${COMPLETION-CANDIDATES} (FLOW, HEAP, OBSERVER, START, LAMBDA)")
    private Set<SuiteName> suites = EnumSet.noneOf(SuiteName.class);

    @Option(names = "--peers", description = "the suite PEERS too: Camel, Spring Batch, DuckDB, a record per event")
    private boolean peers;

    @Option(
            names = "--keys",
            paramLabel = "ORDER",
            description = "order of the keys in the file: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private KeyOrder keys = KeyOrder.ASCENDING;

    @Option(names = "--rounds", paramLabel = "N", description = "rounds that count (5; 1 with --quick)")
    private @Nullable Integer rounds;

    @Option(
            names = "--warm-ups",
            paramLabel = "N",
            description =
                    "rounds before those that count, the same for all candidates of a suite (as many as make sixteen"
                            + " million records, from 2 to 16; 0 with --quick)")
    private @Nullable Integer warmUps;

    @Option(
            names = "--jvms",
            paramLabel = "N",
            description =
                    "JVMs of each candidate, one after another, each with its own warm-up and its own rounds (1): from one to the"
                            + " next the compiler decides differently. START, LAMBDA, MICRO, STREAM and ENDPOINT have JVMs of"
                            + " their own")
    private @Nullable Integer jvms;

    @Option(
            names = "--stream-megabytes",
            paramLabel = "N",
            description = "length of the source of suite STREAM (10000; 2 with --quick)")
    private @Nullable Long streamMegabytes;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "an AWS endpoint that is not Amazon's, for suite ENDPOINT")
    private @Nullable URI endpoint;

    @Option(names = "--quick", description = "check the results on few records, once; the times say nothing")
    private boolean quick;

    @Option(names = "--json", description = "print one JSON object; its 'ratios' are the figures to reach")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    private boolean help;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Jdk measured = jdk();
        long count = positive("--records", records, quick ? QUICK_RECORDS : RECORDS);
        Rounds planned =
                new Rounds(warmUps(), positive("--rounds", rounds, quick ? 1 : 5), positive("--jvms", jvms, 1));
        if (endpoint == null && suites.contains(SuiteName.ENDPOINT)) {
            throw usage("--suite ENDPOINT needs --endpoint-url, such as that of a moto_server.");
        }
        Path root = Path.of(System.getenv().getOrDefault("QUADRILLE_ROOT", "."));
        Path folder = root.resolve("target/load-tests");
        Files.createDirectories(folder);
        Path laps = Files.createTempDirectory(folder, "laps");
        Report report = new Report(new Conditions(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Commit.of(root),
                measured.version(),
                Runtime.getRuntime().availableProcessors(),
                count,
                planned.counted(),
                planned.jvms()));
        Bench bench = new Bench(
                root,
                new Track(measured, "2g", laps),
                planned,
                new Customers(folder.resolve("data")),
                count,
                positive("--stream-megabytes", streamMegabytes, quick ? QUICK_STREAM_MEGABYTES : STREAM_MEGABYTES)
                        * MEGA,
                keys,
                endpoint,
                quick,
                this::tell,
                report);
        ReportPrinter printer = new ReportPrinter(report, command.commandLine().getOut(), json);
        new SuiteRun(chosen().stream().map(SuiteName::suite).toList(), bench, printer).run();
        return 0;
    }

    private Set<SuiteName> chosen() {
        Set<SuiteName> chosen = EnumSet.noneOf(SuiteName.class);
        chosen.addAll(suites);
        if (suites.isEmpty()) {
            chosen.addAll(quick ? SuiteName.ofAllCandidates() : SuiteName.usual());
        }
        if (peers) {
            chosen.add(SuiteName.PEERS);
        }
        return chosen;
    }

    private Jdk jdk() throws IOException {
        if (jdk == null) {
            return Jdk.own();
        }
        int feature = jdk;
        return Jdk.find(feature)
                .orElseThrow(() -> usage("--jdk: no Java " + feature + " was found. Set JAVA" + feature
                        + "_HOME to the home of one, or leave the option out to use Java "
                        + Jdk.own().feature() + "."));
    }

    /** Null for as many as make candidates warm. */
    private @Nullable Integer warmUps() {
        if (warmUps != null && warmUps < 0) {
            throw usage("--warm-ups is " + warmUps + "; expected 0 or more.");
        }
        return warmUps == null && quick ? Integer.valueOf(0) : warmUps;
    }

    private int positive(String option, @Nullable Integer given, int otherwise) {
        return (int) positive(option, given == null ? null : Long.valueOf(given), otherwise);
    }

    private long positive(String option, @Nullable Long given, long otherwise) {
        if (given != null && given < 1) {
            throw usage(option + " is " + given + "; expected 1 or more.");
        }
        return given == null ? otherwise : given;
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }

    private void tell(String doing) {
        command.commandLine().getErr().println("load-tests: " + doing);
        command.commandLine().getErr().flush();
    }
}
