package io.quadrille.cli;

import io.quadrille.aws.StopSignal;
import java.util.concurrent.CountDownLatch;

/** Lets a command end in order: SIGTERM and Ctrl-C ask it to stop, and the JVM exits with 0 once it has. */
final class Stopping implements AutoCloseable {
    private final StopSignal stop = StopSignal.whenAsked();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Terminal terminal;
    private final Thread hook = new Thread(this::end, "quadrille-stopping");

    Stopping(Terminal terminal) {
        this.terminal = terminal;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    StopSignal signal() {
        return stop;
    }

    /** Left to itself, a JVM that was told to stop exits with 143 however well it ended. */
    private void end() {
        if (ended.getCount() > 0) {
            terminal.say("ending what is in hand …");
        }
        stop.ask();
        try {
            ended.await();
            terminal.err().flush();
            Runtime.getRuntime().halt(ExitCode.DONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that the command has ended. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is under way, and waits for this.
        }
        ended.countDown();
    }
}
