package io.quadrille.cli;

import io.quadrille.simulator.Fault;
import io.quadrille.simulator.Limits;
import io.quadrille.simulator.Mutant;
import io.quadrille.simulator.MutantHunt;
import io.quadrille.simulator.Simulation;
import io.quadrille.simulator.SimulationReport;
import io.quadrille.testdata.PipelineName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that simulates adversity under a seed. */
@Command(
        name = "simulate",
        sortOptions = false,
        header = "Simulates the examples under every adversity that EventBridge and SQS permit.",
        description = {
            "",
            "Each seed is a world of its own: a small dirty file, faults drawn from the seed, virtual time. What must hold"
                    + " is checked throughout; what fails is replayed from its seed."
        },
        footer = {
            "",
            "Exits with 0 if everything held, 1 if something was violated or a planted bug survived.",
            "",
            "Examples:",
            "  quadrille simulate",
            "  quadrille simulate --pipeline orders --seeds 10000 --json",
            "  quadrille simulate --seed 42 --faults crash,duplicate",
            "  quadrille simulate --mutants"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final long DEFAULT_SEEDS = 2_000;
    private static final long MUTANT_SEEDS = 1_000;

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            description = "simulate only this example: customers, orders or runways (all)")
    private @Nullable String pipeline;

    @Option(names = "--seeds", paramLabel = "N", description = "how many worlds (" + DEFAULT_SEEDS + ")")
    private @Nullable Long seeds;

    @Option(names = "--seed", paramLabel = "S", description = "this world alone; with --seeds, the first of several")
    private @Nullable Long seed;

    @Option(names = "--for", paramLabel = "DURATION", description = "begin worlds for so long, such as 10m or PT10M")
    private @Nullable String limit;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            split = ",",
            description = "only these faults, such as crash,zombie; none for no fault at all (all)")
    private @Nullable List<String> faults;

    @Option(names = "--mutants", description = "look for the planted bugs instead; each must be found")
    private boolean mutants;

    @Option(names = "--json", description = "print one JSON object on one line")
    private boolean json;

    @Mixin
    private Basics common = new Basics();

    @Override
    public Integer call() throws IOException {
        // What a world's handlers log is the doing of its faults; read when the first logger is made, which is later.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        Limits limits = new Limits(pipelines(), faults(), Integer.MAX_VALUE);
        return mutants ? hunt(limits) : simulate(limits);
    }

    private int simulate(Limits limits) throws IOException {
        Terminal terminal = common.terminal();
        long first = seed == null ? 1 : seed;
        SimulationReport report = new Simulation(limits, System::nanoTime)
                .run(first, proceeds(first), progress -> terminal.say(SimulateText.progress(progress)));
        if (json) {
            SimulateText.writeJson(report, terminal.out());
        } else {
            SimulateText.print(report, replayOptions(), terminal);
        }
        return report.violations().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private LongPredicate proceeds(long first) {
        Long counted = seeds;
        long most =
                counted != null ? counted : seed != null ? 1 : limit != null ? Long.MAX_VALUE - first : DEFAULT_SEEDS;
        if (most < 1) {
            throw Refusal.usage("--seeds is " + most + ", expected 1 or more.");
        }
        long until = limit == null ? Long.MAX_VALUE : duration(limit).toNanos();
        long began = System.nanoTime();
        return next -> next < first + most && System.nanoTime() - began < until;
    }

    private int hunt(Limits limits) throws IOException {
        Terminal terminal = common.terminal();
        MutantHunt hunt = new MutantHunt(limits);
        Map<String, OptionalLong> found = new LinkedHashMap<>();
        long most = seeds == null ? MUTANT_SEEDS : seeds;
        for (Mutant mutant : Mutant.values()) {
            OptionalLong at = hunt.find(mutant, seed == null ? 1 : seed, most);
            found.put(mutant.text(), at);
            if (!json) {
                terminal.printLine(String.format(
                        "%-28s %s", mutant.text(), at.isPresent() ? "found at seed " + at.getAsLong() : "SURVIVES"));
            }
        }
        if (json) {
            SimulateText.writeMutants(found, terminal.out());
        }
        return found.values().stream().allMatch(OptionalLong::isPresent) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<PipelineName> pipelines() {
        String named = pipeline;
        if (named == null) {
            return List.of(PipelineName.values());
        }
        return Arrays.stream(PipelineName.values())
                .filter(name -> name.text().equals(named))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> Refusal.usage("'" + TextTable.visible(named)
                        + "' is not simulated: name one of customers, orders, runways."));
    }

    private Set<Fault> faults() {
        List<String> named = faults;
        if (named == null) {
            return EnumSet.allOf(Fault.class);
        }
        Set<Fault> chosen = EnumSet.noneOf(Fault.class);
        for (String name : named) {
            if (!name.equals("none")) {
                try {
                    chosen.add(Fault.parse(TextTable.visible(name)));
                } catch (IllegalArgumentException e) {
                    throw Refusal.usage(String.valueOf(e.getMessage()) + ".");
                }
            }
        }
        return chosen;
    }

    /** The options that decide what a seed's world is like. */
    private String replayOptions() {
        List<String> options = new ArrayList<>();
        if (pipeline != null) {
            options.add("--pipeline " + pipeline);
        }
        if (faults != null) {
            options.add("--faults " + String.join(",", faults));
        }
        return options.isEmpty() ? "" : " " + String.join(" ", options);
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text.startsWith("P") ? text : "PT" + text);
        } catch (java.time.format.DateTimeParseException e) {
            throw Refusal.usage(
                    "--for '" + TextTable.visible(text) + "' is no duration; expected e.g. 90s, 10m, 2h or PT10M.");
        }
    }
}
