/** What AWS itself asks of every adapter: clients, and failures told apart. */
@NullMarked
package io.quadrille.aws;

import org.jspecify.annotations.NullMarked;
