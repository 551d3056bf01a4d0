package io.quadrille.cli;

/** The end of a command with one sentence for its user: what is wrong, and what to do. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Refusal(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    /** What was asked for cannot be understood, or its input is not there. */
    static Refusal usage(String sentence) {
        return new Refusal(ExitCode.USAGE, sentence);
    }

    /** What was asked for is understood, and cannot be done. */
    static Refusal failure(String sentence) {
        return new Refusal(ExitCode.FAILED, sentence);
    }

    int exitCode() {
        return exitCode;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
