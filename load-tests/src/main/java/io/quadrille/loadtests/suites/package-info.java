/** What is measured: each suite runs its candidates side by side and adds what it saw to the report. */
@NullMarked
package io.quadrille.loadtests.suites;

import org.jspecify.annotations.NullMarked;
