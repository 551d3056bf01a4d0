/** The words: facts, the CloudEvents envelope that carries them, deterministic ids and the EventBridge wrapper. */
@NullMarked
package io.quadrille.events;

import org.jspecify.annotations.NullMarked;
