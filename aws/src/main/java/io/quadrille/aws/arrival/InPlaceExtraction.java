package io.quadrille.aws.arrival;

import io.quadrille.handlers.engine.RunLog;
import io.quadrille.aws.StopSignal;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.extract.Credit;
import io.quadrille.handlers.extract.Extraction;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.runtime.PipelineRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extracts a registered source on the calling thread, to its end or until it is to stop: then between two chunks, and the
 * next pass takes up what did not end everywhere. Says in the log how far it is. Thread safe.
 */
public final class InPlaceExtraction {
    private static final Logger LOG = LoggerFactory.getLogger(InPlaceExtraction.class);
    private static final Duration SAYS_EVERY = Duration.ofSeconds(10);

    private final PipelineRuntime runtime;

    public InPlaceExtraction(PipelineRuntime runtime) {
        this.runtime = runtime;
    }

    /** How a pass ended. */
    public enum Ending {
        /** Its closing totals are on the bus. */
        EXTRACTED,
        /** It failed, and the bus has the fact that says so. */
        FAILED,
        /** It failed, and no bus took the fact that says so; the log has the reason. */
        FAILED_UNTOLD,
        /** It was to stop before its end. */
        STOPPED
    }

    /**
     * Makes one pass.
     *
     * @throws io.quadrille.handlers.ports.RetryableFailure if the ledger does not answer
     * @throws io.quadrille.aws.NotSetUp if the ledger may not be read
     */
    public Ending run(Registration registration, StopSignal stop) {
        CallerThread thread = new CallerThread(runtime.clock());
        Watch watch = new Watch(registration, stop);
        Extraction<?> extraction = runtime.extraction(registration, watch, thread);
        watch.extraction.set(extraction);
        extraction.start(() -> {});
        thread.runAll(stop);
        Ending ending = ending(extraction);
        if (ending == Ending.STOPPED) {
            extraction.leave();
        }
        RunLog.enter(registration.run()); // which the extraction has left
        LOG.info("{}: {} {}", registration.run(), ending, watch.reached());
        return ending;
    }

    private static Ending ending(Extraction<?> extraction) {
        if (!extraction.progress().ended()) {
            return Ending.STOPPED;
        }
        return extraction
                .findFailure()
                .map(failure -> failure.told() ? Ending.FAILED : Ending.FAILED_UNTOLD)
                .orElse(Ending.EXTRACTED);
    }

    /** Asked before each chunk: has room for it unless it is to stop, and now and then says how far it is. */
    private final class Watch implements Credit {
        private final RunKey run;
        private final long bytes;
        private final StopSignal stop;
        private final AtomicReference<Extraction<?>> extraction = new AtomicReference<>();
        private Instant said = runtime.clock().instant();

        Watch(Registration registration, StopSignal stop) {
            this.run = registration.run();
            this.bytes = registration.source().bytes();
            this.stop = stop;
        }

        @Override
        public boolean hasRoom(Runnable whenRoom) {
            Instant now = runtime.clock().instant();
            if (Duration.between(said, now).compareTo(SAYS_EVERY) >= 0) {
                said = now;
                LOG.info("{}: {}", run, reached());
            }
            return !stop.isAsked();
        }

        private String reached() {
            Extraction.Progress progress = Objects.requireNonNull(extraction.get(), "made before it asks for room")
                    .progress();
            return "at " + progress.bytesRead() + " of " + bytes + " bytes, " + progress.records() + " records";
        }
    }
}
