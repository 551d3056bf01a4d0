package io.quadrille.events.pipeline;

/** What an extract step consumes: a CSV source. Only a type's name; it has no instances. */
public final class CsvFile {
    private CsvFile() {}
}
