/** What the observer answers over HTTP: runs, what they rejected, how they go while they go, metrics. */
@NullMarked
package io.quadrille.observer.api;

import org.jspecify.annotations.NullMarked;
