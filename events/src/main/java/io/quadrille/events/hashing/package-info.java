/** SHA-256 and how it is written: what ids, digests and claim checks are made of. */
@NullMarked
package io.quadrille.events.hashing;

import org.jspecify.annotations.NullMarked;
