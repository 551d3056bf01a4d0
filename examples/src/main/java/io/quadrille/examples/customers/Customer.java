package io.quadrille.examples.customers;

import io.quadrille.events.records.Sensitive;

/** A customer as the table has it: no stray white space, the town in upper case, the address in lower. */
record Customer(long id, String houseNumber, String street, String town, String zip, @Sensitive String email) {}
