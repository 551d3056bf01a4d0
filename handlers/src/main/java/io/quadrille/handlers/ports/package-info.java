/** Everything that can fail or vary: what the engine asks of a bus, a table, a store, a key service and time. */
@NullMarked
package io.quadrille.handlers.ports;

import org.jspecify.annotations.NullMarked;
