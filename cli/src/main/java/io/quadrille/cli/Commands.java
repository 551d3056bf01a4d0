package io.quadrille.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/**
 * The commands by their names. Picocli reads a command's class by reflection, which takes longer than most commands have to
 * do: it is given the one that is called for, and all of them only where a list or a suggestion is asked for.
 */
final class Commands {
    private static final Map<String, Class<?>> BY_NAME = byName();

    private Commands() {}

    private static Map<String, Class<?>> byName() {
        Map<String, Class<?>> commands = new LinkedHashMap<>(); // as help lists them
        commands.put("run", RunCommand.class);
        commands.put("runs", RunsCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("watch", WatchCommand.class);
        commands.put("rejects", RejectsCommand.class);
        commands.put("record", RecordCommand.class);
        commands.put("table", TableCommand.class);
        commands.put("retry", RetryCommand.class);
        commands.put("redrive", RedriveCommand.class);
        commands.put("republish", RepublishCommand.class);
        commands.put("replay", ReplayCommand.class);
        commands.put("flow", FlowCommand.class);
        commands.put("why", WhyCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("dev", DevCommand.class);
        commands.put("worker", WorkerCommand.class);
        commands.put("simulate", SimulateCommand.class);
        commands.put("plan", PlanCommand.class);
        commands.put("completion", CompletionCommand.class);
        return commands;
    }

    /** Adds what the arguments may call for. */
    static void addTo(CommandLine quadrille, String... arguments) {
        Class<?> called = arguments.length == 0 ? null : BY_NAME.get(arguments[0]);
        if (called != null && called != CompletionCommand.class) {
            quadrille.addSubcommand(arguments[0], called);
        } else {
            BY_NAME.forEach(quadrille::addSubcommand);
        }
    }
}
