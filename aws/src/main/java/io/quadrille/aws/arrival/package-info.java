/** What is done with dropped objects, and about those that nobody told of or whose extract broke off. */
@NullMarked
package io.quadrille.aws.arrival;

import org.jspecify.annotations.NullMarked;
