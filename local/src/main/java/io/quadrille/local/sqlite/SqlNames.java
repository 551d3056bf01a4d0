package io.quadrille.local.sqlite;

/** Any text as a name in SQL. */
final class SqlNames {
    private SqlNames() {}

    /** The name in double quotes. SQL text ends at a NUL, so one stands as its symbol, U+2400. */
    static String quoted(String name) {
        return '"' + shown(name).replace("\"", "\"\"") + '"';
    }

    static String shown(String name) {
        return name.replace('\0', '\u2400');
    }
}
