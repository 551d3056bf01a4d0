package io.quadrille.examples.orders;

/** One line of an order. */
record OrderLine(String orderId, String sku, int qty) {}
