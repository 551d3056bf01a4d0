/** What a deployed pipeline says of itself: metrics as log lines, and what each line is about. */
@NullMarked
package io.quadrille.aws.telemetry;

import org.jspecify.annotations.NullMarked;
