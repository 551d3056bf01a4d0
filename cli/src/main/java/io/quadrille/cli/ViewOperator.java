package io.quadrille.cli;

import io.quadrille.observer.operator.Operator;

/** What mends the runs of a view, until it is closed. Thread safe. */
interface ViewOperator extends Operator, AutoCloseable {
    /** Lets what is under way end for a while; what is left of it is taken up by the same request. */
    @Override
    void close();
}
