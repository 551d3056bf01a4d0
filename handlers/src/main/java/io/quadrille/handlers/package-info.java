/** What a step's author writes: handlers as plain functions on one record, and their bindings to steps. */
@NullMarked
package io.quadrille.handlers;

import org.jspecify.annotations.NullMarked;
