package io.quadrille.simulator;

import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.SourceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A bucket that keeps every version of its files. */
final class SimulatedSources implements SourceReader {
    private final List<Drop> drops;

    SimulatedSources(List<Drop> drops) {
        this.drops = drops;
    }

    @Override
    public InputStream open(SourceObject source) throws IOException {
        for (Drop drop : drops) {
            if (drop.source().equals(source)) {
                return new ByteArrayInputStream(drop.bytes());
            }
        }
        throw new IOException(source.fileName() + " has no version " + source.version());
    }
}
