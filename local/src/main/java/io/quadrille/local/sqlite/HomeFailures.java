package io.quadrille.local.sqlite;

import io.quadrille.handlers.ports.RetryableFailure;
import java.nio.file.Path;
import java.sql.SQLException;

/** What a failure of SQLite means: one that may pass, or one that someone must act on (sqlite.org/rescode.html). */
final class HomeFailures {
    private static final int PRIMARY_CODE = 0xff;

    private HomeFailures() {}

    /** A {@link RetryableFailure} or a {@link HomeUnusable}, with a sentence on the home. */
    static RuntimeException of(Path home, SQLException failure) {
        String place = "The home " + home;
        return switch (failure.getErrorCode() & PRIMARY_CODE) {
            case 5, 6 ->
                new RetryableFailure( // SQLITE_BUSY, SQLITE_LOCKED
                        place + " is locked by another SQL client; end its transaction.", failure);
            case 9, 10 ->
                new RetryableFailure( // SQLITE_INTERRUPT, SQLITE_IOERR
                        place + " cannot be read or written at the moment (" + failure.getMessage() + ").", failure);
            case 13 ->
                new HomeUnusable( // SQLITE_FULL
                        place + " has no space left on its disk. Free some, then give the same command again: the run"
                                + " resumes.",
                        failure);
            case 3, 8 ->
                new HomeUnusable( // SQLITE_PERM, SQLITE_READONLY
                        place + " is read-only. Allow writing to the folder and to its files, or name another home with"
                                + " --home.",
                        failure);
            case 14 ->
                new HomeUnusable( // SQLITE_CANTOPEN
                        place + " cannot be opened: " + SqliteHome.DATABASE
                                + " is not readable. Allow it, or name another" + " home with --home.",
                        failure);
            case 11, 26 ->
                new HomeUnusable( // SQLITE_CORRUPT, SQLITE_NOTADB
                        place + " is damaged: " + SqliteHome.DATABASE
                                + " is not a sound SQLite file. Move the folder away" + " and run the files again.",
                        failure);
            default -> new HomeUnusable(place + " refused a statement (" + failure.getMessage() + ").", failure);
        };
    }
}
