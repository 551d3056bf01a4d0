/** What a run will take and cost on AWS, from the pipeline's definition: counted as the kit counts, priced by a file. */
@NullMarked
package io.quadrille.forecast;

import org.jspecify.annotations.NullMarked;
