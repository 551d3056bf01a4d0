/**
 * What a pipeline is on AWS: a CDK app, one construct per noun, each owning its grants. It knows definitions and
 * deployment facts, never handler code.
 */
@NullMarked
package io.quadrille.infra;

import org.jspecify.annotations.NullMarked;
