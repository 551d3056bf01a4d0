package io.quadrille.contracts.endpoint;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A {@code moto_server} on a free loopback port. The one that is started here remembers JSONPaths that it has parsed
 * ({@code sitecustomize.py}), which makes it ten times as fast; nothing else of it is changed.
 */
final class MotoServer {
    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    private MotoServer() {}

    static RunningEndpoint start(File command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.getPath(), "-H", "127.0.0.1", "-p", "0");
        Path folder = Files.createTempDirectory("quadrille-moto");
        Path customization = folder.resolve("sitecustomize.py");
        try (InputStream source = MotoServer.class.getResourceAsStream("sitecustomize.py")) {
            Files.copy(Objects.requireNonNull(source, "a resource of this module"), customization);
            builder.environment()
                    .merge("PYTHONPATH", folder.toString(), (paths, own) -> own + File.pathSeparator + paths);
            ServerProcess server = ServerProcess.start(builder, RUNNING);
            return new RunningEndpoint(server.url(), server::close);
        } finally { // it is read at the start
            Files.deleteIfExists(customization);
            Files.delete(folder);
        }
    }
}
