/** Blobs, sources and arrivals on S3. */
@NullMarked
package io.quadrille.aws.s3;

import org.jspecify.annotations.NullMarked;
