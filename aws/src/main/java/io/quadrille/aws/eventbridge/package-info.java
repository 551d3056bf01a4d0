/** The bus on EventBridge. */
@NullMarked
package io.quadrille.aws.eventbridge;

import org.jspecify.annotations.NullMarked;
