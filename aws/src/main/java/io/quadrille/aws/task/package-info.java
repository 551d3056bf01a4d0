/** Processes: the extract of one large object, and workers that poll queues. Both end in order when told to. */
@NullMarked
package io.quadrille.aws.task;

import org.jspecify.annotations.NullMarked;
