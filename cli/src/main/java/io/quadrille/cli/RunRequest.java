package io.quadrille.cli;

import io.quadrille.handlers.Bindings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to run.
 *
 * @param again whether a complete run is repeated
 * @param capture where the events go; null for nowhere
 */
record RunRequest(SourceFile source, Bindings bindings, boolean again, @Nullable Path capture) {}
