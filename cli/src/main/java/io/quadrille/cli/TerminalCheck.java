package io.quadrille.cli;

import java.io.Console;

/**
 * Whether a standard stream is a terminal. The launcher knows and says so in {@code quadrille.terminal}, such as
 * {@code 2} or {@code 12}; without it the JVM's console is asked, which only knows of both at once.
 */
final class TerminalCheck {
    private static final String TOLD = "quadrille.terminal";

    /** A stream by its file descriptor. */
    enum Stream {
        STDOUT("1"),
        STDERR("2");

        private final String descriptor;

        Stream(String descriptor) {
            this.descriptor = descriptor;
        }
    }

    private TerminalCheck() {}

    static boolean isTerminal(Stream stream) {
        String told = System.getProperty(TOLD);
        if (told != null) {
            return told.contains(stream.descriptor);
        }
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** From JDK 22 on there is a console where there is no terminal, and a method that tells them apart. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
