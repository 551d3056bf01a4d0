package io.quadrille.loadtests.flow;

import java.util.Locale;

/** A customer as the table has it. */
public record Contact(long id, String houseNumber, String street, String town, String zip, String email) {
    /** The work of the customers pipeline's transform, on the same cells. */
    public static Contact of(ContactRow row) {
        return new Contact(
                row.id(),
                row.houseNumber().strip(),
                row.street().strip(),
                row.town().strip().toUpperCase(Locale.ROOT),
                row.zip().strip(),
                row.email().strip().toLowerCase(Locale.ROOT));
    }
}
