/** Lambda's own runtime on this machine: functions as they are deployed, handed events one by one. */
@NullMarked
package io.quadrille.contracts.lambda;

import org.jspecify.annotations.NullMarked;
