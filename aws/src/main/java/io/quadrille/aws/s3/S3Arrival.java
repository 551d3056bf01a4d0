package io.quadrille.aws.s3;

import io.quadrille.events.SourceObject;
import org.jspecify.annotations.Nullable;

/**
 * An object that S3 says was created. The same one may be told more than once.
 *
 * @param sequencer orders the notifications of one key; null if the notification has none
 */
public record S3Arrival(SourceObject source, @Nullable String sequencer) {}
