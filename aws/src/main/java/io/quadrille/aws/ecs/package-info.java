/** Extracts of large objects as Fargate tasks. */
@NullMarked
package io.quadrille.aws.ecs;

import org.jspecify.annotations.NullMarked;
