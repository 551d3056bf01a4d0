package io.quadrille.handlers.engine;

import java.time.InstantSource;

/** What every step's engine works with. */
public record EngineServices(
        Publisher publisher, ClaimChecks claimChecks, RunCiphers ciphers, InstantSource clock, BackOff backOff) {}
