package io.quadrille.simulator;

import io.quadrille.handlers.ports.Delivery;
import io.quadrille.runtime.PipelineRuntime;
import java.util.HashMap;
import java.util.Map;

/** A process: a runtime of its own, with what it caches, until it dies. */
final class Worker {
    final String name;
    final PipelineRuntime runtime;
    private final Map<String, Delivery.Consumer> consumers = new HashMap<>();
    private boolean alive = true;

    Worker(String name, PipelineRuntime runtime) {
        this.name = name;
        this.runtime = runtime;
    }

    boolean isAlive() {
        return alive;
    }

    void die() {
        alive = false;
    }

    /** The consumer of a queue. @param target a step's name, or the observer's */
    Delivery.Consumer consumer(String target, boolean observer) {
        return consumers.computeIfAbsent(target, name -> observer ? runtime.observer() : runtime.step(name));
    }
}
