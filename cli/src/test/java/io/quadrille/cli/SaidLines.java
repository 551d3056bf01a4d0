package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A stream of lines that can be waited for. Thread safe. */
final class SaidLines extends OutputStream {
    private static final int PATIENCE_SECONDS = 60;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            lines.add(line.toString(UTF_8));
            line.reset();
        } else {
            line.write(b);
        }
    }

    /** The first line not waited for yet that contains the text; those before it are passed over. */
    String await(String text) throws InterruptedException {
        List<String> passed = new ArrayList<>();
        while (true) {
            String next = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nobody said '" + text + "', only " + passed);
            } else if (next.contains(text)) {
                return next;
            }
            passed.add(next);
        }
    }
}
