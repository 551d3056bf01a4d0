/** The public OurAirports runways file, typed. */
@NullMarked
package io.quadrille.examples.runways;

import org.jspecify.annotations.NullMarked;
