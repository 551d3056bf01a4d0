/** What a user is promised, tried from outside on every stage there is. */
@NullMarked
package io.quadrille.acceptance;

import org.jspecify.annotations.NullMarked;
