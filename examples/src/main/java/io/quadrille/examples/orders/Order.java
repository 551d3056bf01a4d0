package io.quadrille.examples.orders;

/**
 * An order.
 *
 * @param lines {@code sku:qty|sku:qty…}, as the file has them
 */
record Order(String orderId, OrderStatus status, String customer, String lines) {}
