package io.quadrille.contracts.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Lambda's own runtime for Java: a JVM and the Runtime Interface Client.
 *
 * @param feature release of the JVM, such as 17
 * @param jars the folder with the client's
 */
public record LambdaRuntime(Path java, int feature, Path jars) {
    /** Whether the client's native part is made for this machine. */
    public static boolean isSupported() {
        return System.getProperty("os.name").equals("Linux")
                && List.of("amd64", "aarch64").contains(System.getProperty("os.arch"));
    }

    /**
     * Starts a function.
     *
     * @param task its unpacked package
     * @param handler its class
     * @param environment what its deployment sets
     * @param log for what it says
     */
    public LambdaProcess start(Path task, String handler, Map<String, String> environment, Path log)
            throws IOException {
        return new LambdaProcess(this, task, handler, environment, log);
    }
}
