package io.quadrille.examples.customers;

import io.quadrille.handlers.Transform;
import java.util.Locale;

/** The business logic: a plain function on one record, runnable anywhere. */
final class CleanCustomer implements Transform<CustomerRow, Customer> {
    @Override
    public Customer apply(CustomerRow row) {
        return new Customer(
                row.id(),
                row.houseNumber().strip(),
                row.street().strip(),
                row.town().strip().toUpperCase(Locale.ROOT),
                row.zip().strip(),
                row.email().strip().toLowerCase(Locale.ROOT));
    }
}
