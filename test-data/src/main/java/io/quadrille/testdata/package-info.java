/** The oracle: seeded CSV files and what must become of them, written without any of the kit's code. */
@NullMarked
package io.quadrille.testdata;

import org.jspecify.annotations.NullMarked;
