/** Tables, registrations and blobs that last as long as the process: for replay, tests and simulation. */
@NullMarked
package io.quadrille.local.memory;

import org.jspecify.annotations.NullMarked;
