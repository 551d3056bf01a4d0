package io.quadrille.simulator;

import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.EventBus;
import io.quadrille.handlers.ports.Scheduler;
import io.quadrille.runtime.Ports;

/** Puts other collaborators in the place of a world's own: how a bug is planted without a branch in shipped code. */
interface Tampering {
    Tampering NONE = new Tampering() {};

    /** The bus that a worker publishes on; calls to it may fail. */
    default EventBus bus(EventBus bus, World world) {
        return bus;
    }

    /** The stores that a worker uses; calls to them may fail. */
    default Ports ports(Ports ports, World world) {
        return ports;
    }

    /** What a queue's messages are handed to. */
    default Delivery.Consumer consumer(Delivery.Consumer consumer, World world) {
        return consumer;
    }

    /** @param launch how often the extraction was launched before; 0 for all other workers */
    default Bindings bindings(Bindings bindings, World world, int launch) {
        return bindings;
    }

    /** What the queues are timed by. */
    default Scheduler queueTimer(Scheduler scheduler, World world) {
        return scheduler;
    }

    /** Whether a notification that comes again makes another attempt. */
    default boolean takesEveryNotificationForNew() {
        return false;
    }
}
