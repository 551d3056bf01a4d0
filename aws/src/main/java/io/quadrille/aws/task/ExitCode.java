package io.quadrille.aws.task;

/** How a process ends; the watchdog launches an extract task again that ends otherwise than {@link #DONE}. */
public final class ExitCode {
    /** What was to be done is done, or that it cannot be done is told on the bus. A drained worker too. */
    public static final int DONE = 0;
    /** It could not be done; one line of the log says why, and what to mend. */
    public static final int UNABLE = 1;
    /** It was told to stop before its end: 128 and SIGTERM's number, as a shell has it. */
    public static final int STOPPED = 143;

    private ExitCode() {}
}
