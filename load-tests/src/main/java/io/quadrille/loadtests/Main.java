package io.quadrille.loadtests;

import picocli.CommandLine;

/** The {@code load-tests/run} command. */
public final class Main {
    private static final int HELP_WIDTH = 120;

    private Main() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new RunCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler(Failures::misunderstood)
                .setExecutionExceptionHandler(Failures::exitCodeOf);
    }
}
