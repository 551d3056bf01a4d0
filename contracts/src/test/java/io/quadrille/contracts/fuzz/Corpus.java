package io.quadrille.contracts.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Inputs that are kept under {@code corpus} in the test resources, and seeded changes of them. An input that ever broke a
 * parser is added to its folder.
 */
final class Corpus {
    /** Makes the same inputs in every build; another finds others. */
    private static final long SEED = 20_261_121;

    private static final byte[][] PIECES = Stream.of(
                    "\"",
                    "\"\"",
                    "\\",
                    "\\u0000",
                    "\\ud800",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    ";",
                    "\n",
                    "\r",
                    "\r\n",
                    "null",
                    "true",
                    "-1",
                    "0",
                    "1e999",
                    "99999999999999999999",
                    "\u0000",
                    "\ufeff",
                    "é",
                    "😀",
                    "%",
                    "%00",
                    "%zz",
                    "&",
                    "=",
                    "?",
                    "/",
                    "..",
                    "\"data\":",
                    "\"data_base64\":\"",
                    "+1",
                    "T",
                    "Z")
            .map(text -> text.getBytes(UTF_8))
            .toArray(byte[][]::new);

    private final List<Path> files;

    private Corpus(List<Path> files) {
        this.files = files;
    }

    /** The inputs of a folder. */
    static Corpus of(String folder) {
        try {
            Path root = Path.of(Objects.requireNonNull(Corpus.class.getResource("/corpus/" + folder), folder)
                    .toURI());
            try (Stream<Path> found = Files.list(root)) {
                return new Corpus(found.sorted().toList());
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An input by its name. */
    static byte[] input(String folder, String name) {
        return of(folder).files.stream()
                .filter(file -> file.endsWith(name))
                .map(Corpus::read)
                .findFirst()
                .orElseThrow();
    }

    /** The lines of a file, an input each. */
    static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(Objects.requireNonNull(Corpus.class.getResource("/corpus/" + file), file)
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done with an input; whatever it throws fails the test. */
    @FunctionalInterface
    interface Attempt {
        void with(byte[] input, SplittableRandom random) throws Exception;
    }

    /** Tries each input as it is, then so many changes of it. A failure names what it was. */
    void forEach(int changes, Attempt attempt) {
        for (Path file : files) {
            byte[] kept = read(file);
            for (int i = 0; i <= changes; i++) {
                SplittableRandom random = new SplittableRandom(SEED + i);
                byte[] input = i == 0 ? kept : changed(kept, random);
                attempt(file.getFileName() + ", change " + i, input, random, attempt);
            }
        }
    }

    static void attempt(String name, byte[] input, SplittableRandom random, Attempt attempt) {
        try {
            attempt.with(input, random);
        } catch (Throwable broken) {
            throw new AssertionError(
                    "seed " + SEED + ", " + name + ": " + broken + " of " + new String(input, UTF_8), broken);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One to four changes at any place. */
    static byte[] changed(byte[] input, SplittableRandom random) {
        byte[] bytes = input;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int end = Math.min(bytes.length, at + 1 + random.nextInt(1 + random.nextInt(40)));
            bytes = switch (random.nextInt(6)) {
                case 0 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, end);
                case 1 -> joined(bytes, at, new byte[0], end);
                case 2 -> joined(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
                case 3 -> joined(bytes, at, PIECES[random.nextInt(PIECES.length)], at);
                case 4 -> joined(bytes, at, PIECES[random.nextInt(PIECES.length)], end);
                default -> Arrays.copyOf(bytes, at);
            };
        }
        return bytes;
    }

    /** What stands before a place, something else, and what stands from another place on. */
    private static byte[] joined(byte[] bytes, int before, byte[] between, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, before);
        out.writeBytes(between);
        out.write(bytes, from, bytes.length - from);
        return out.toByteArray();
    }

    /** Cuts the bytes anywhere; the parts together are the whole. */
    static List<byte[]> cut(byte[] bytes, SplittableRandom random) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(9));
            parts.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return parts;
    }
}
