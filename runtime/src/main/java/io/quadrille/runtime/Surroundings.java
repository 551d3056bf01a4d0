package io.quadrille.runtime;

import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.handlers.ports.StepMeter;
import java.time.InstantSource;

/**
 * What a pipeline works in.
 *
 * @param maxEventBytes the largest event that carries its own data; larger ones travel as claim checks
 * @param scheduler where extracts run
 * @param meter is told what each step did
 */
public record Surroundings(
        EventBus bus, int maxEventBytes, Scheduler scheduler, InstantSource clock, BackOff backOff, StepMeter meter) {}
