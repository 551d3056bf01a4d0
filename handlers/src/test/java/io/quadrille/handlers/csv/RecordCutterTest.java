package io.quadrille.handlers.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cutter against a reference that starts anew at each record, and against sources made to be expensive. */
class RecordCutterTest {
    private record Cut(long start, long end, long line, @Nullable Fault fault) {}

    @Test
    void cuts_are_those_of_a_reference_that_remembers_nothing() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = RandomSource.messy(random, 1 + random.nextInt(120));
            int longest = 16 + random.nextInt(60);
            assertThat(cuts(bytes, longest))
                    .as("seed %d, source %d: %s", seed, i, new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(reference(bytes, longest));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b | false",
                "a,\"b,c\" | false",
                "\"\",\"\" | false",
                "\"a\" | false",
                "a,\"b\"\"c\" | true",
                "\"\"\"\" | true",
                "a\"b,c | true",
                "a,5\" | true",
                "a, \"b\" | true"
            })
    void quotes_that_only_enclose_cells_need_no_parser(String record, boolean needsParser) throws IOException {
        RecordCutter cutter = new RecordCutter(window(record.getBytes(StandardCharsets.UTF_8)), 0, ',', 100);
        assertThat(cutter.advance()).isTrue();
        assertThat(cutter.fault()).isNull();
        assertThat(cutter.needsParser()).isEqualTo(needsParser);
    }

    /** Longer than allowed with its first line, but not without, and within quotes at the second line end either way. */
    @Test
    void what_a_scan_leaves_out_is_the_parsers() throws IOException {
        String text = "\"xxxxxxxxxx\n\",a\",\"b\nx\"\"y zzzzzzzz\",d\n";
        int sound = 0;
        for (int longest = 8; longest < text.length() + 2; longest++) {
            RecordCutter cutter = new RecordCutter(window(text.getBytes(StandardCharsets.UTF_8)), 0, ',', longest);
            while (cutter.advance()) {
                String record = text.substring((int) cutter.start(), (int) cutter.end());
                if (cutter.fault() == null && record.contains("\"\"")) {
                    sound++;
                    assertThat(cutter.needsParser())
                            .as("%d: %s", longest, record)
                            .isTrue();
                }
            }
        }
        assertThat(sound).isPositive();
    }

    @Test
    void hostile_sources_are_cut_in_linear_work() throws IOException {
        assertLinear("\"x\n".repeat(300_000), 1 << 20);
        assertLinear("\"\n" + "plain,line\n".repeat(300_000), 1 << 20);
        assertLinear("a\",\"b\n".repeat(200_000), 1 << 20);
        assertLinear("a\",\"b\n".repeat(100_000) + "x".repeat(400_000), 1 << 19);
        assertLinear("x,\"\"\"a\n".repeat(200_000), 1 << 20);
        assertLinear("\"" + "\"\"\n".repeat(400_000), 1 << 20);
        assertLinear(("\"" + "z".repeat(100_000) + "\n").repeat(20), 1 << 20);
        assertLinear("y".repeat(2_000_000) + "\n" + "\"".repeat(1_999_999), 1 << 16);
    }

    @Test
    void window_stays_bounded_while_an_overlong_line_is_passed() throws IOException {
        byte[] bytes = ("y".repeat(8_000_000) + "\na\n").getBytes(StandardCharsets.US_ASCII);
        SourceWindow window = window(bytes);
        RecordCutter cutter = new RecordCutter(window, 0, ',', 1 << 18);
        while (cutter.advance()) {
            assertThat(window.units().length).isLessThanOrEqualTo(4 << 18);
        }
        assertThat(cutter.line()).isEqualTo(2);
    }

    private static void assertLinear(String text, int longest) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        RecordCutter cutter = new RecordCutter(window(bytes), 0, ',', longest);
        while (cutter.advance()) {
            // Only the work counts.
        }
        assertThat(cutter.end()).isEqualTo(bytes.length);
        assertThat(cutter.scannedUnits()).isLessThan(4L * bytes.length);
    }

    private static SourceWindow window(byte[] bytes) throws IOException {
        SourceBytes source = new SourceBytes(new ByteArrayInputStream(bytes), "test.csv");
        return new SourceWindow(new byte[0], new SourceCharset(StandardCharsets.UTF_8, 0), source);
    }

    private static List<Cut> cuts(byte[] bytes, int longest) throws IOException {
        List<Cut> cuts = new ArrayList<>();
        RecordCutter cutter = new RecordCutter(window(bytes), 0, ',', longest);
        while (cutter.advance()) {
            cuts.add(new Cut(cutter.start(), cutter.end(), cutter.line(), cutter.fault()));
        }
        return cuts;
    }

    private static List<Cut> reference(byte[] bytes, int longest) {
        List<Cut> cuts = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        long line = 1;
        for (int at = 0; at < text.length(); ) {
            if (lineEnd(text, at) > 0) {
                at += lineEnd(text, at);
                line++;
                continue;
            }
            Cut cut = referenceCut(text, at, longest, line);
            cuts.add(cut);
            line += linesIn(text, at, (int) cut.end);
            at = (int) cut.end;
        }
        return cuts;
    }

    private static Cut referenceCut(String text, int start, int longest, long line) {
        Fault fault = null;
        int at = start;
        boolean fieldBegins = true;
        while (at < text.length() && lineEnd(text, at) == 0 && fault == null) {
            if (fieldBegins && text.charAt(at) == '"') {
                int close = closingQuote(text, at + 1);
                boolean closed = close >= 0
                        && (close + 1 == text.length()
                                || text.charAt(close + 1) == ','
                                || lineEnd(text, close + 1) > 0);
                if (!closed || close - start >= longest) {
                    fault = Fault.UNTERMINATED_QUOTE;
                    at = close < 0 ? text.length() : close;
                } else {
                    at = close + 1;
                    fieldBegins = false;
                }
            } else {
                fieldBegins = text.charAt(at++) == ',';
            }
        }
        int lineStop = start;
        while (lineStop < text.length() && lineEnd(text, lineStop) == 0) {
            lineStop++;
        }
        if (at - start > longest || fault != null && at - start == longest) {
            boolean insideQuotes = insideQuotes(text, start, start + longest - 1);
            fault = insideQuotes && lineStop - start <= longest ? Fault.UNTERMINATED_QUOTE : Fault.RECORD_TOO_LONG;
        }
        int end = fault == null ? at : lineStop;
        return new Cut(start, end + (end < text.length() ? lineEnd(text, end) : 0), line, fault);
    }

    /** Whether the scan from start is inside of a quoted field after it has looked at the character at {@code last}. */
    private static boolean insideQuotes(String text, int start, int last) {
        boolean inside = false;
        for (int at = start; at <= last; at++) {
            if (text.charAt(at) == '"') {
                if (!inside) {
                    inside = at == start || text.charAt(at - 1) == ',';
                } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    at++;
                } else {
                    inside = false;
                }
            }
        }
        return inside;
    }

    private static int closingQuote(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '"') {
                if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    at++;
                } else {
                    return at;
                }
            }
        }
        return -1;
    }

    private static int lineEnd(String text, int at) {
        if (text.charAt(at) == '\r') {
            return at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 2 : 1;
        }
        return text.charAt(at) == '\n' ? 1 : 0;
    }

    private static int linesIn(String text, int from, int to) {
        int lines = 0;
        for (int at = from; at < to; at += Math.max(1, lineEnd(text, at))) {
            lines += lineEnd(text, at) > 0 ? 1 : 0;
        }
        return lines;
    }
}
