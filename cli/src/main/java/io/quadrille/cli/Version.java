package io.quadrille.cli;

import java.util.Set;
import picocli.CommandLine.IVersionProvider;

/** The version, as the jar's manifest has it. */
final class Version {
    private static final Set<String> OPTIONS = Set.of("-V", "--version");

    private Version() {}

    /** Whether the version is all that is asked for, which is then said without reading any command's class. */
    static boolean isAllOf(String... arguments) {
        return arguments.length == 1 && OPTIONS.contains(arguments[0]);
    }

    static String line() {
        return "quadrille " + text() + ", Java " + System.getProperty("java.version");
    }

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** For picocli. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {line()};
        }
    }
}
