package io.quadrille.handlers.engine;

import io.quadrille.handlers.ports.StepMeter;
import java.time.InstantSource;

/** What every step's engine works with. */
public record EngineServices(
        Publisher publisher,
        ClaimChecks claimChecks,
        RunCiphers ciphers,
        InstantSource clock,
        BackOff backOff,
        StepMeter meter) {}
