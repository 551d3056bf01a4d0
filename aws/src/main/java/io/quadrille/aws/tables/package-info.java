/** Tables on DynamoDB. */
@NullMarked
package io.quadrille.aws.tables;

import org.jspecify.annotations.NullMarked;
