/** The in-memory bus: rules, queues, visibility, dead letters and limits as EventBridge and SQS have them. */
@NullMarked
package io.quadrille.local.bus;

import org.jspecify.annotations.NullMarked;
