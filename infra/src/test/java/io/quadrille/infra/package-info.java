/** Templates as CloudFormation would read them. */
@NullMarked
package io.quadrille.infra;

import org.jspecify.annotations.NullMarked;
