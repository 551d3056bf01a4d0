package io.quadrille.testdata;

import java.nio.file.Path;

/** A file that was generated, the recipe that makes it again, and what must become of it. */
public record GeneratedFile(Recipe recipe, Path path, Oracle oracle) {

    public Expected expected() {
        return oracle.expected();
    }

    public TableRows table(String name) {
        return oracle.table(name);
    }
}
