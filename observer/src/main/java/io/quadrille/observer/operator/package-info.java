/**
 * What an operator is asked for, and the port it is asked through. The observer only declares it, so that pages and
 * commands can ask; whoever carries it out stands beside the engine and has a role of its own.
 */
@NullMarked
package io.quadrille.observer.operator;

import org.jspecify.annotations.NullMarked;
