/** The documents made of a definition: JSON Schemas and their golden copies, pictures, AsyncAPI, the events reference. */
@NullMarked
package io.quadrille.events.documents;

import org.jspecify.annotations.NullMarked;
