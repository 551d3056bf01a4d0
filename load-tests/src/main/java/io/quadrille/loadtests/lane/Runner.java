package io.quadrille.loadtests.lane;

import io.quadrille.loadtests.source.SourceFile;

/** A candidate with the file that it runs on. */
public record Runner(Entry entry, SourceFile source) {}
