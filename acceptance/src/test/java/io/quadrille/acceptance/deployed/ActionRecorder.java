package io.quadrille.acceptance.deployed;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Writes what each request of a process needs of IAM to the file that {@value #FILE} names, a line each, whichever client
 * makes it: the SDK finds it on the class path. Thread safe.
 */
public final class ActionRecorder implements ExecutionInterceptor {
    /** The environment variable with the file's path; where it is not set nothing is written. */
    static final String FILE = "ACCEPTANCE_ACTIONS";

    /** Where the SDK looks for interceptors of all clients ("ExecutionInterceptor" in the SDK's API reference). */
    private static final String INTERCEPTORS = "software/amazon/awssdk/global/handlers/execution.interceptors";

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String file = System.getenv(FILE);
        if (file == null) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        IamActions.of(context.request())
                .forEach(call -> lines.append(call.line()).append('\n'));
        try { // in one write, so that threads and processes do not mix their lines
            Files.writeString(Path.of(file), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the recorder, and who works by hand, beside the libraries of a package. */
    static void addTo(Path lib) throws IOException {
        try (OutputStream file = Files.newOutputStream(lib.resolve("acceptance-recorder.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Class<?> type :
                    new Class<?>[] {ActionRecorder.class, IamActions.class, IamActions.Call.class, OperatorProcess.class
                    }) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (var bytes = type.getClassLoader().getResourceAsStream(name)) {
                    bytes.transferTo(jar);
                }
            }
            jar.putNextEntry(new JarEntry(INTERCEPTORS));
            jar.write(ActionRecorder.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }
}
