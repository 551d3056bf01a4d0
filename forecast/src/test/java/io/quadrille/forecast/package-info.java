@NullMarked
package io.quadrille.forecast;

import org.jspecify.annotations.NullMarked;
