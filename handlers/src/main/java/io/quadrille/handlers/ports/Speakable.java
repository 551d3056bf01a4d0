package io.quadrille.handlers.ports;

/** A failure whose message holds no values of records, so that logs and reasons may quote it. */
public interface Speakable {}
