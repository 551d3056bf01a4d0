package io.quadrille.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The {@code quadrille} command. */
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        Terminal terminal = new Terminal(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                TerminalCheck.isTerminal(TerminalCheck.Stream.STDOUT),
                TerminalCheck.isTerminal(TerminalCheck.Stream.STDERR),
                System.getenv());
        int code = run(terminal, arguments);
        terminal.err().flush();
        // Not exit: what is committed is safe, and no thread that still works is waited for.
        Runtime.getRuntime().halt(code);
    }

    /**
     * Runs one command to its end.
     *
     * @return the exit code
     */
    static int run(Terminal terminal, String... arguments) {
        return Version.isAllOf(arguments) ? version(terminal) : command(terminal, arguments);
    }

    private static int version(Terminal terminal) {
        terminal.printLine(Version.line());
        try {
            terminal.out().flush();
            return ExitCode.DONE;
        } catch (PipeOutput.Closed e) {
            return ExitCode.DONE;
        } catch (IOException e) {
            terminal.say(Failures.sentence(e));
            return ExitCode.FAILED;
        }
    }

    private static int command(Terminal terminal, String... arguments) {
        Failures failures = new Failures(terminal);
        CommandLine line = new CommandLine(new Quadrille(terminal));
        Commands.addTo(line, arguments); // before the settings, which go to those that are there
        line.setOut(new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.paint().on() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures::misunderstood)
                .setExecutionExceptionHandler((failure, command, parsed) -> failures.exitCodeOf(failure, command));
        int code = line.execute(arguments);
        try {
            terminal.out().flush();
        } catch (PipeOutput.Closed e) {
            return code; // the verdict stands, read or not
        } catch (IOException e) {
            return failures.exitCodeOf(e, line);
        }
        return code;
    }
}
