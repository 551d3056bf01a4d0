package io.quadrille.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A blob's key as a path and back: a folder per part, a file {@code LAST.blob}. In names stand lower-case letters,
 * digits, {@code _} and {@code -}; every other byte is percent-encoded, so that no key means another file on a file
 * system that knows no case, and none is both a file and a folder.
 */
final class BlobPath {
    private static final String SUFFIX = ".blob";
    /** File names may have 255 bytes, the temporary one a little more than the blob's. */
    private static final int LONGEST_PART = 200;

    private BlobPath() {}

    /** @throws IllegalArgumentException if a part is empty, {@code .}, {@code ..} or too long */
    static Path of(Path folder, String key) {
        return folder.resolve(encoded(key) + SUFFIX);
    }

    /** The folder in which every blob is whose key begins so. */
    static Path folderOf(Path folder, String prefix) {
        int slash = prefix.lastIndexOf('/');
        return slash < 0 ? folder : folder.resolve(encoded(prefix.substring(0, slash)));
    }

    private static String encoded(String key) {
        List<String> parts = new ArrayList<>();
        for (String part : key.split("/", -1)) {
            String encoded = encode(part);
            if (part.isEmpty() || part.equals(".") || part.equals("..") || encoded.length() > LONGEST_PART) {
                throw new IllegalArgumentException("Blob key '" + key + "': expected words joined by slashes, none"
                        + " empty, '.', '..' or longer than " + LONGEST_PART + " characters");
            }
            parts.add(encoded);
        }
        return String.join("/", parts);
    }

    static boolean isBlob(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    /** The key of a file that {@link #of} named. */
    static String keyOf(Path folder, Path file) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        return decode(path.substring(0, path.length() - SUFFIX.length()));
    }

    private static String encode(String part) {
        StringBuilder encoded = new StringBuilder(part.length());
        for (byte b : part.getBytes(UTF_8)) {
            if ((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_' || b == '-') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format("%02x", b));
            }
        }
        return encoded.toString();
    }

    private static String decode(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                bytes.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(path.charAt(i));
            }
        }
        return bytes.toString(UTF_8);
    }
}
