/** What was measured: laps, ratios, and the figures to reach. */
@NullMarked
package io.quadrille.loadtests.report;

import org.jspecify.annotations.NullMarked;
