package io.quadrille.cli;

import io.quadrille.aws.stage.NoDeployment;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.handlers.ports.KeyService.KeyGone;
import io.quadrille.handlers.ports.PermanentFailure;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.tables.NoSuchTable;
import io.quadrille.local.sqlite.HomeUnusable;
import io.quadrille.local.sqlite.NoHome;
import io.quadrille.local.tables.TableMismatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a command that fails says, and its exit code. Stack traces only where they are asked for. */
final class Failures {
    private final Terminal terminal;
    private @Nullable Throwable told;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The usage, on stderr. */
    int misunderstood(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        terminal.say(String.valueOf(failure.getMessage()));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println();
        command.usage(err);
        return ExitCode.USAGE;
    }

    int exitCodeOf(Exception thrown, CommandLine command) {
        Throwable failure = thrown instanceof UncheckedIOException unchecked
                ? Objects.requireNonNullElse(unchecked.getCause(), unchecked)
                : thrown;
        if (failure instanceof PipeOutput.Closed) {
            return ExitCode.DONE;
        }
        if (told == failure) {
            return ExitCode.FAILED;
        }
        told = failure;
        if (wantsStack(command)) {
            failure.printStackTrace(terminal.err());
        }
        if (failure instanceof Refusal refusal) {
            return told(refusal.exitCode(), refusal.sentence());
        } else if (failure instanceof NoHome || failure instanceof NoSuchTable || failure instanceof UnreadableEvent) {
            return told(ExitCode.USAGE, String.valueOf(failure.getMessage()));
        } else if (failure instanceof TableMismatch || failure instanceof NoDeployment) {
            return told(ExitCode.USAGE, String.valueOf(failure.getMessage()));
        } else if (failure instanceof HomeUnusable
                || failure instanceof RetryableFailure
                || failure instanceof PermanentFailure
                || failure instanceof KeyGone) {
            return told(ExitCode.FAILED, String.valueOf(failure.getMessage()));
        } else if (failure instanceof IOException io) {
            return told(ExitCode.FAILED, sentence(io));
        }
        return told(
                ExitCode.FAILED,
                "Something unexpected went wrong (" + failure.getClass().getName()
                        + "). Give the same command with --verbose, or set QUADRILLE_DEBUG=1, to see where.");
    }

    /** What is wrong with a file, as people say it. */
    static String sentence(IOException failure) {
        if (failure instanceof FileSystemException of && of.getReason() == null) {
            String file = TextTable.visible(String.valueOf(of.getFile()));
            if (failure instanceof NoSuchFileException) {
                return "There is no " + file + ".";
            } else if (failure instanceof AccessDeniedException) {
                return file + " may not be read or written. Allow it, or name another place.";
            }
            return file + ": " + failure.getClass().getSimpleName() + ".";
        }
        return String.valueOf(failure.getMessage());
    }

    private int told(int exitCode, String sentence) {
        terminal.say(sentence);
        return exitCode;
    }

    private boolean wantsStack(CommandLine command) {
        return terminal.debugs()
                || (command.getMixins().get("common") instanceof CommandLine mixin
                        && mixin.getCommandSpec().userObject() instanceof Basics common
                        && common.verbose());
    }
}
