package io.quadrille.handlers.engine;

import io.quadrille.events.Counts;
import io.quadrille.events.Rejection;
import io.quadrille.events.records.Traced;
import java.util.List;

/** What a step made of a chunk, before it is published. */
record ChunkResult<O>(List<Traced<O>> emitted, List<Rejection> rejections, Counts counts) {}
