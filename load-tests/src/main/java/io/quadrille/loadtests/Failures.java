package io.quadrille.loadtests;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a failure is told as, and the exit code it ends with. */
final class Failures {
    /** A candidate failed, or left a wrong result. */
    static final int FAILED = 1;

    /** The command was not understood. */
    static final int USAGE = 2;

    private Failures() {}

    static int exitCodeOf(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof IOException) {
            command.getErr().println("load-tests: " + failure.getMessage());
            return FAILED;
        }
        throw failure;
    }

    static int misunderstood(ParameterException failure, String... arguments) {
        failure.getCommandLine()
                .getErr()
                .println("load-tests: " + failure.getMessage() + "\nSee load-tests/run --help.");
        return USAGE;
    }
}
