package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Where a command's words go: data to stdout, what is said about it to stderr, both UTF-8. Data is written by one thread;
 * sentences are said by any.
 */
final class Terminal {
    private final OutputStream out;
    private final PrintStream err;
    private final boolean outIsTerminal;
    private final boolean errIsTerminal;
    private final Map<String, String> environment;

    /** @param environment the environment variables */
    Terminal(
            OutputStream out,
            OutputStream err,
            boolean outIsTerminal,
            boolean errIsTerminal,
            Map<String, String> environment) {
        this.out = new BufferedOutputStream(new PipeOutput(out), 1 << 16);
        this.err = new PrintStream(err, true, UTF_8);
        this.outIsTerminal = outIsTerminal;
        this.errIsTerminal = errIsTerminal;
        this.environment = environment;
    }

    /** Stdout; fails with {@link PipeOutput.Closed} once nobody reads it any more. */
    OutputStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    void print(String text) {
        try {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void printLine(String line) {
        print(line + "\n");
    }

    /** One sentence for people. */
    void say(String sentence) {
        err.println("quadrille: " + sentence);
    }

    /** How stdout is painted: with colours on a terminal, unless NO_COLOR is set (no-color.org). */
    Paint paint() {
        return new Paint(outIsTerminal && isUnset("NO_COLOR"));
    }

    boolean showsProgress() {
        return errIsTerminal && !"dumb".equals(environment.get("TERM"));
    }

    /** Whether what stands on stdout can be drawn over. */
    boolean redraws() {
        return outIsTerminal && !"dumb".equals(environment.get("TERM"));
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Whether stack traces are wanted without asking for them on the command line. */
    boolean debugs() {
        return !isUnset("QUADRILLE_DEBUG");
    }

    private boolean isUnset(String variable) {
        return environment.getOrDefault(variable, "").isEmpty();
    }
}
