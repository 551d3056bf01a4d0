/** Street address files: from the drop to the customers table. */
@NullMarked
package io.quadrille.examples.customers;

import org.jspecify.annotations.NullMarked;
