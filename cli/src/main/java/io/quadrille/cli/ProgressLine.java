package io.quadrille.cli;

import java.io.PrintStream;
import java.time.Duration;

/** One line on a terminal that tells how far a file is read, how fast, and how long it will take. Used by one thread. */
final class ProgressLine {
    private static final int BAR = 20;
    private static final int LONGEST_NAME = 24;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final String name;
    private final long totalBytes;
    private long firstBytes = -1;

    /** @param totalBytes the file's length */
    ProgressLine(PrintStream err, String name, long totalBytes) {
        this.err = err;
        String visible = TextTable.visible(name);
        this.name = visible.length() <= LONGEST_NAME ? visible : visible.substring(0, LONGEST_NAME - 1) + "…";
        this.totalBytes = totalBytes;
    }

    /** @param elapsed since the first call */
    void show(long bytesRead, Duration elapsed) {
        if (firstBytes < 0) {
            firstBytes = bytesRead;
        }
        err.print(CLEAR + text(bytesRead, elapsed));
        err.flush();
    }

    String text(long bytesRead, Duration elapsed) {
        double share = totalBytes == 0 ? 1 : Math.min(1, (double) bytesRead / totalBytes);
        int full = (int) (share * BAR);
        double seconds = Math.max(0.001, elapsed.toMillis() / 1_000.0);
        double rate = (double) (bytesRead - Math.max(0, firstBytes)) / seconds;
        String bar = "█".repeat(full) + "░".repeat(BAR - full);
        String left = bytesRead >= totalBytes
                ? "all read, finishing"
                : rate < 1
                        ? "eta unknown"
                        : "eta "
                                + Numbers.duration(
                                        Duration.ofSeconds(Math.round((double) (totalBytes - bytesRead) / rate)));
        return "%s %s %3d %%  %s  %s/s  %s"
                .formatted(name, bar, (int) (share * 100), Numbers.bytes(bytesRead), Numbers.bytes(rate), left);
    }

    void clear() {
        err.print(CLEAR);
        err.flush();
    }
}
