/** A deployment's resources, made through the SDK on an endpoint that is not Amazon's. */
@NullMarked
package io.quadrille.aws.provision;

import org.jspecify.annotations.NullMarked;
