/** Data keys from KMS. */
@NullMarked
package io.quadrille.aws.kms;

import org.jspecify.annotations.NullMarked;
