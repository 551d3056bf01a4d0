package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "x.csv,x",
        "x.csv.gz,x",
        "x.CSV.GZ,x",
        "a.b.csv,a.b",
        "plain,plain",
        ".csv,.csv",
        "x.gz,x",
        "dir/x.tsv,x",
        ".csv.gz,.csv"
    })
    void table_is_named_as_the_stem(String file, String table) {
        assertThat(TableNames.of(Path.of(file))).isEqualTo(table);
    }

    @Test
    void names_hold_no_control_characters_or_slashes() {
        assertThat(TableNames.of(Path.of("a\nb\\c.csv"))).isEqualTo("a_b_c");
        assertThat(TableNames.of(Path.of("x".repeat(300) + ".csv"))).hasSize(255);
    }

    @Test
    void progress_tells_share_rate_and_time_left() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProgressLine line = new ProgressLine(new PrintStream(err), "big.csv", 200_000_000);
        line.show(0, Duration.ZERO);
        assertThat(line.text(50_000_000, Duration.ofSeconds(5)))
                .isEqualTo("big.csv █████░░░░░░░░░░░░░░░  25 %  50.0 MB  10.0 MB/s  eta 15.0 s");
        assertThat(line.text(200_000_000, Duration.ofSeconds(20)))
                .endsWith("100 %  200.0 MB  10.0 MB/s  all read, finishing");
        assertThat(line.text(0, Duration.ofSeconds(1))).endsWith("eta unknown");
    }

    @Test
    void durations_and_sizes_read_well() {
        assertThat(Numbers.duration(Duration.ofMillis(4_120))).isEqualTo("4.1 s");
        assertThat(Numbers.duration(Duration.ofSeconds(723))).isEqualTo("12 min 3 s");
        assertThat(Numbers.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
        assertThat(Numbers.bytes(999)).isEqualTo("999 B");
        assertThat(Numbers.bytes(126_400_000)).isEqualTo("126.4 MB");
        assertThat(Numbers.bytes(5e12)).isEqualTo("5.0 TB");
    }

    @Test
    void words_are_quoted_as_a_shell_takes_them() {
        assertThat(Shell.quoted("customers")).isEqualTo("customers");
        assertThat(Shell.quoted("it's $x")).isEqualTo("'it'\\''s $x'");
    }

    @Test
    void long_and_hostile_values_stay_in_their_cell() {
        TextTable table = new TextTable("A", ">B");
        table.row("x".repeat(100), "\u202e1\t");
        assertThat(table.text(new Paint(false)))
                .isEqualTo("A" + " ".repeat(61) + "       B\n" + "x".repeat(59) + "…  \\u202E1\\t\n");
    }
}
