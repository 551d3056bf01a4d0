/** Record types: what a record class is on the wire, in a table's columns and in a schema. */
@NullMarked
package io.quadrille.events.records;

import org.jspecify.annotations.NullMarked;
