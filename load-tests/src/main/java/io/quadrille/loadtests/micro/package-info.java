/** Single parts of the flow by JMH, each on one chunk of customers, each checked before it is timed. */
@NullMarked
package io.quadrille.loadtests.micro;

import org.jspecify.annotations.NullMarked;
