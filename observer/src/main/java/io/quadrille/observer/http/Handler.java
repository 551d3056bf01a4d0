package io.quadrille.observer.http;

/** Answers requests. Thread safe. */
@FunctionalInterface
public interface Handler {
    /** @throws HttpProblem if it cannot */
    Response answer(Request request);
}
