/** A pipeline put together for AWS: what every entry point begins with. */
@NullMarked
package io.quadrille.aws.stage;

import org.jspecify.annotations.NullMarked;
