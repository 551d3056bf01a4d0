/** The Lambda functions: what SQS hands them becomes deliveries, and what becomes of these goes back to SQS. */
@NullMarked
package io.quadrille.aws.lambda;

import org.jspecify.annotations.NullMarked;
