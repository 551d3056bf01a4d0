package io.quadrille.handlers.ports;

import io.quadrille.events.RunKey;
import java.time.Duration;

/** Is told what each step did, for metrics; it decides nothing and never throws. Thread safe. */
@FunctionalInterface
public interface StepMeter {
    /** Keeps nothing. */
    StepMeter NONE = work -> {};

    void measure(Work work);

    /**
     * A chunk that a step is done with.
     *
     * @param in records consumed; of an extract, those read
     * @param out records emitted or loaded
     * @param total from the delivery to the outcome's acceptance by the bus
     * @param working the part of it spent on the records themselves, without stores and bus
     */
    record Work(RunKey run, String step, long in, long out, long rejected, Duration total, Duration working) {}
}
