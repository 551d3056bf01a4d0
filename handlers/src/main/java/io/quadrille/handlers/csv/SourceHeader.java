package io.quadrille.handlers.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of a source's columns: read from its first record, or named by its format; checked in either case. */
final class SourceHeader {
    private static final int MOST_NAMES_SHOWN = 50;
    private static final int MOST_CHARACTERS_SHOWN = 100;
    /** Of an attribute's name ("Supported data types and naming rules in Amazon DynamoDB"). */
    private static final int MOST_NAME_BYTES = 65_535;

    private SourceHeader() {}

    /** The first record's values; an empty list where the source has no record. */
    static List<String> read(RecordCutter cutter, SourceWindow window, ChunkAssembly assembly) throws IOException {
        if (!cutter.advance()) {
            return List.of();
        }
        for (long at = cutter.start(); cutter.fault() == null && at < cutter.end(); at++) {
            if (window.unit(at) == 0) {
                throw new UnreadableSource(
                        "%s is not a text file: its first line holds a zero byte. Name its charset if it is UTF-16 without a byte order mark."
                                .formatted(assembly.shape().sourceName()));
            }
        }
        assembly.add(cutter, window);
        List<String> names = new ArrayList<>();
        assembly.chunk(0).forEach(new RecordVisitor() {
            @Override
            public void record(long line, long bytePosition, Cells cells) {
                names.addAll(cells.texts());
            }

            @Override
            public void malformed(long line, long bytePosition, String code, String message) {
                throw new UnreadableSource(
                        assembly.shape().place(line) + message + " The header cannot be read, so the file is refused.");
            }
        });
        check(names, assembly.shape().place(cutter.line()));
        return List.copyOf(names);
    }

    /** @param place where the names stand, as a message begins */
    static void check(List<String> names, String place) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isBlank()) {
                throw refused(place, "column " + (i + 1) + " has no name", names);
            }
            int bytes = name.getBytes(UTF_8).length;
            if (bytes > MOST_NAME_BYTES) {
                throw refused(
                        place,
                        "the name of column " + (i + 1) + " has " + bytes + " bytes; shorten it to " + MOST_NAME_BYTES,
                        names);
            }
            if (!seen.add(name)) {
                throw refused(place, "the column name '" + shown(name) + "' stands twice", names);
            }
        }
    }

    private static UnreadableSource refused(String place, String reason, List<String> names) {
        String more = names.size() > MOST_NAMES_SHOWN ? ", …" : "";
        return new UnreadableSource("%s%s. Give every column a name of its own; the %d columns found are: %s%s"
                .formatted(
                        place,
                        reason,
                        names.size(),
                        names.stream()
                                .limit(MOST_NAMES_SHOWN)
                                .map(SourceHeader::shown)
                                .collect(Collectors.joining(", ")),
                        more));
    }

    private static String shown(String name) {
        return name.codePointCount(0, name.length()) <= MOST_CHARACTERS_SHOWN
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST_CHARACTERS_SHOWN)) + "…";
    }
}
