/** Requests and responses, whatever carries them, and a server of this machine that does. */
@NullMarked
package io.quadrille.observer.http;

import org.jspecify.annotations.NullMarked;
