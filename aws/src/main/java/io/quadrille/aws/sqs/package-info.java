/** The queues' consumer on SQS. */
@NullMarked
package io.quadrille.aws.sqs;

import org.jspecify.annotations.NullMarked;
