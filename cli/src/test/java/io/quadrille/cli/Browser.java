package io.quadrille.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A Chromium for tests that need one; where there is none they are skipped, which one line tells. */
final class Browser {
    private Browser() {}

    static Chromium require(Path folder) throws IOException {
        Path executable = Chromium.find().orElse(null);
        if (executable == null) {
            System.out.println("SKIPPED: the tests of the page, since there is no Chromium on the PATH"
                    + " (on Debian: apt-get install chromium), nor one that QUADRILLE_CHROMIUM names.");
        }
        Assumptions.assumeTrue(executable != null, "no Chromium");
        return Chromium.start(executable, folder);
    }
}
