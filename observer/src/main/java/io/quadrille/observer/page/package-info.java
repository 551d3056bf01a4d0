/** The page: its files, as they are checked in, without a build step. */
@NullMarked
package io.quadrille.observer.page;

import org.jspecify.annotations.NullMarked;
