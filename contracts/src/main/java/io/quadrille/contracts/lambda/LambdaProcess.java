package io.quadrille.contracts.lambda;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A handler of the deployed package, as Lambda starts it: its own runtime, the package's libraries and nothing else. */
public final class LambdaProcess implements AutoCloseable {
    /** The runtime's native client, which it else unpacks for every process to the same file in /tmp. */
    private static final String NATIVE_CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final RuntimeApi api;
    private final Process process;
    private final Path log;
    private final long startedNanos = System.nanoTime();

    LambdaProcess(LambdaRuntime runtime, Path task, String handler, Map<String, String> environment, Path log)
            throws IOException {
        this.api = new RuntimeApi();
        this.log = log;
        String classPath = jars(runtime.jars()) + File.pathSeparator + jars(task.resolve("lib"));
        List<String> command = new ArrayList<>(List.of(
                runtime.java().toString(),
                "-XX:TieredStopAtLevel=1", // as Lambda's own runtime sets it
                "-D" + NATIVE_CLIENT + "=" + nativeClient(runtime.jars())));
        if (runtime.feature() >= 24) { // these warn of native code that was not allowed
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(
                List.of("-cp", classPath, "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("QUADRILLE_"));
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API",
                        api.address(),
                        "_HANDLER",
                        handler,
                        "LAMBDA_TASK_ROOT",
                        task.toString(),
                        "AWS_LAMBDA_FUNCTION_NAME",
                        "under-test",
                        "AWS_LAMBDA_FUNCTION_VERSION",
                        "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        "512",
                        "AWS_LAMBDA_INITIALIZATION_TYPE",
                        "on-demand"));
        this.process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** Unpacks the package as Lambda does. */
    public static Path unpack(Path zip, Path folder) throws IOException {
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && file.startsWith(folder)) {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file);
                }
            }
        }
        return folder;
    }

    private static synchronized Path nativeClient(Path runtime) throws IOException {
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch_64";
        String name = "libaws-lambda-jni.linux-" + machine + ".so";
        Path unpacked = runtime.resolve(name).toAbsolutePath();
        if (!Files.exists(unpacked)) {
            try (Stream<Path> jars = Files.list(runtime)) {
                Path jar = jars.filter(file -> file.toString().contains("interface-client"))
                        .findFirst()
                        .orElseThrow();
                try (FileSystem inside = FileSystems.newFileSystem(jar)) {
                    Files.copy(inside.getPath("jni", name), unpacked);
                }
            }
        }
        return unpacked;
    }

    private static String jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(file -> file.toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** Hands it an event and waits for its answer. @throws IllegalStateException if it gives none for a minute, or ended */
    public RuntimeApi.Answer invoke(String event) throws InterruptedException {
        return api.invoke(event, process::isAlive);
    }

    public Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        api.close();
    }
}
