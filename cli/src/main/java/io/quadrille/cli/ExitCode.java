package io.quadrille.cli;

/** What the command's exit codes mean; scripts depend on them. */
final class ExitCode {
    /** Rejects included. */
    static final int DONE = 0;

    /** The run failed or has dead letters, or the command could not do its work. */
    static final int FAILED = 1;

    /** The command was not understood, or an input is missing, unreadable or a directory. */
    static final int USAGE = 2;

    /** The run ended with more rejects than {@code --max-rejects} allows. */
    static final int TOO_MANY_REJECTS = 3;

    /** Nothing more can happen to the run, and it is not complete. */
    static final int STALLED = 4;

    private ExitCode() {}
}
