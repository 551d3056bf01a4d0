package io.quadrille.local.sqlite;

import java.util.List;

/** What this process was asked to do, as the operating system knows it. */
final class RunningCommand {
    private static final int LONGEST = 200;

    private RunningCommand() {}

    /** The arguments behind the kit's main class, or the whole command line cut short. */
    static String text() {
        ProcessHandle.Info running = ProcessHandle.current().info();
        List<String> arguments = List.of(running.arguments().orElse(new String[0]));
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith("io.quadrille.")) {
                return cut("quadrille " + String.join(" ", arguments.subList(i + 1, arguments.size())));
            }
        }
        return cut(running.commandLine().or(running::command).orElse("a Java program"));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
