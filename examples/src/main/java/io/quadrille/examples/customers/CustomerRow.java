package io.quadrille.examples.customers;

import io.quadrille.events.records.Sensitive;

/** A customer as the file has it. */
record CustomerRow(long id, String houseNumber, String street, String town, String zip, @Sensitive String email) {}
