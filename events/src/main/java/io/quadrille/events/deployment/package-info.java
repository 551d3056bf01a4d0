/** Deployment facts: the names, settings and durations on which template, entry points and commands agree. */
@NullMarked
package io.quadrille.events.deployment;

import org.jspecify.annotations.NullMarked;
