package io.quadrille.local.sqlite;

import java.nio.file.Path;

/** A folder to read from that is no home: nothing was ever run into it. */
public final class NoHome extends HomeUnusable {
    private static final long serialVersionUID = 1;

    NoHome(Path folder) {
        super("There is no home in " + folder + ". Run a file first (quadrille run FILE), or name another home with"
                + " --home.");
    }
}
