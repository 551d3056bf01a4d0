package io.quadrille.testdata;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** The file form of an expected outcome: JSON with one sink, reject or table a line, so that differences are readable. */
public final class ExpectedJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExpectedJson() {}

    public static Expected read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), Expected.class);
    }

    public static void write(Expected expected, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(expected, out);
        }
    }

    /** Writes UTF-8 with line feeds; without the members {@code rejects} and {@code tables} when only counts are known. */
    public static void write(Expected expected, OutputStream out) throws IOException {
        text(out, "{\n\"pipeline\":" + json(expected.pipeline()) + ",\n\"records\":" + expected.records());
        text(out, ",\n\"extracted\":" + expected.extracted() + ",\n\"countsOnly\":" + expected.countsOnly());
        array(out, "sinks", expected.sinks());
        array(out, "rejectCounts", expected.rejectCounts());
        if (!expected.countsOnly()) {
            array(out, "rejects", expected.rejects());
            Map<String, Expected.Table> byName = new TreeMap<>(expected.tables());
            text(out, ",\n\"tables\":" + json(byName));
        }
        text(out, "\n}\n");
        out.flush();
    }

    private static void array(OutputStream out, String name, Iterable<?> members) throws IOException {
        text(out, ",\n\"" + name + "\":[");
        Iterator<?> all = members.iterator();
        while (all.hasNext()) {
            text(out, "\n" + json(all.next()) + (all.hasNext() ? "," : "\n"));
        }
        text(out, "]");
    }

    private static String json(Object value) throws IOException {
        return JSON.writeValueAsString(value);
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
