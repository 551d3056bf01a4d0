package io.quadrille.aws.task;

import io.quadrille.aws.StopSignal;
import io.quadrille.handlers.engine.Unspoken;
import io.quadrille.handlers.ports.PermanentFailure;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a process in order: SIGTERM asks its work to stop, the work ends what it has in hand, and its exit code is the
 * process's. A JVM left to itself exits with 143 after SIGTERM, however well it ended, so the last word is a halt.
 *
 * <p>ECS sends SIGKILL 30 seconds after SIGTERM unless the task definition's {@code stopTimeout} says otherwise (2 minutes
 * at most on Fargate).
 */
final class Termination {
    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    private final StopSignal stop = StopSignal.whenAsked();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exitCode = ExitCode.UNABLE;

    /** Does the work and exits with what it answers. Does not return. */
    static void run(ToIntFunction<StopSignal> work) {
        Termination termination = new Termination();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> Runtime.getRuntime().halt(termination.awaitEnd()), "quadrille-termination"));
        System.exit(termination.work(work));
    }

    /** Does the work; what it throws ends in one line. @return the exit code */
    int work(ToIntFunction<StopSignal> work) {
        try {
            exitCode = work.applyAsInt(stop);
        } catch (PermanentFailure | RetryableFailure | IllegalArgumentException e) {
            LOG.error("{}", e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("failed", Unspoken.of(e));
        } finally {
            ended.countDown();
        }
        return exitCode;
    }

    /** Asks the work to stop and waits for its end; at an exit that nobody asked for it has ended. @return the exit code */
    int awaitEnd() {
        if (ended.getCount() > 0) {
            LOG.info("told to stop: ending what is in hand");
        }
        stop.ask();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return exitCode;
    }
}
