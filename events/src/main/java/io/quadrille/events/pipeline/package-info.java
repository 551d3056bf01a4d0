/** The definition of a pipeline: a value of typed steps and the event types between them. */
@NullMarked
package io.quadrille.events.pipeline;

import org.jspecify.annotations.NullMarked;
