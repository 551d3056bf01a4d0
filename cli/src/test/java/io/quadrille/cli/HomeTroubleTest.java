package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quadrille.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A home that cannot be written to: one sentence with a remedy, and an exit code that says it failed. */
@EnabledOnOs(OS.LINUX)
final class HomeTroubleTest {
    private static final int RECORDS = 40_000;

    @TempDir
    Path folder;

    @Test
    void home_in_a_place_that_nobody_can_write_to_is_one_sentence() {
        Path file = new Cli(folder).file("in.csv", "id,name\n1,a\n");

        Result result = Cli.bare("run", file.toString(), "--key=id", "--home=/proc/quadrille");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("quadrille: The home /proc/quadrille cannot be made")
                .endsWith("Name a folder that can be written to with --home.");
    }

    @Test
    void capture_on_a_full_disk_is_told_and_the_run_is_not_lost() {
        Cli cli = new Cli(folder);
        Path file = cli.file("in.csv", "id,name\n1,a\n");

        Result result = cli.call("run", file.toString(), "--key=id", "--capture=/dev/full");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("ended as COMPLETE, but its capture is not whole");
        assertThat(cli.call("table", "in").out()).endsWith("1 row.\n");
    }

    /** A disk of one megabyte in a mount namespace of its own; where that is not allowed, nothing is tried. */
    @Test
    void full_disk_is_one_sentence_and_the_run_resumes_with_more_room() throws IOException, InterruptedException {
        assumeTrue(isAllowed("unshare", "-rm", "true"), "no mount namespaces here");
        String csv = IntStream.range(0, RECORDS)
                .mapToObj(i -> i + ",something to fill the disk with")
                .collect(Collectors.joining("\n", "id,name\n", "\n"));
        Path file = new Cli(folder).file("in.csv", csv);
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Path out = folder.resolve("out.txt");
        Path script = Files.writeString(
                folder.resolve("script.sh"),
                """
                disk=$1
                shift
                mount -t tmpfs -o size=1m tmpfs "$disk" || exit 9
                "$@" --json
                echo "code $?"
                mount -o remount,size=64m "$disk" || exit 9
                "$@" --json
                echo "code $?"
                """);
        List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", script.toString(), disk.toString()));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                file.toString(),
                "--key=id",
                "--home=" + disk));

        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();

        int code = process.waitFor();
        String told = Files.readString(out, UTF_8);
        assumeTrue(code != 9, "no tmpfs here");
        assertThat(told)
                .containsSubsequence(
                        "has no space left on its disk. Free some, then give the same command again: the run resumes.\n",
                        "code 1\n",
                        "\"loaded\":" + RECORDS,
                        "code 0\n")
                .doesNotContain("Exception");
    }

    private static boolean isAllowed(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }
}
