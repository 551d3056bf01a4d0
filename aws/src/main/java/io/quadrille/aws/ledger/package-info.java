/** The ledger and the registry of runs in one DynamoDB table. */
@NullMarked
package io.quadrille.aws.ledger;

import org.jspecify.annotations.NullMarked;
