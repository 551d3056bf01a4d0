package io.quadrille.examples.orders;

/** Where an order stands. */
enum OrderStatus {
    OPEN,
    SHIPPED,
    CANCELLED
}
