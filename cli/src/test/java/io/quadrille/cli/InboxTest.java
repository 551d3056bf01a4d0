package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    @TempDir
    Path folder;

    private final List<String> ignored = new ArrayList<>();
    private Inbox inbox;

    @BeforeEach
    void open() {
        inbox = new Inbox(folder, ignored::add);
    }

    private Path drop(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private List<Path> afterLooks(int looks) throws IOException {
        for (int look = 1; look < looks; look++) {
            assertThat(inbox.look()).isEmpty();
        }
        return inbox.look();
    }

    @Test
    void file_is_given_once_when_it_has_stopped_changing() throws IOException {
        Path file = drop("people.csv", "id\n1\n");
        assertThat(afterLooks(Inbox.QUIET_LOOKS)).containsExactly(file);
        assertThat(afterLooks(2 * Inbox.QUIET_LOOKS)).isEmpty();
    }

    @Test
    void file_that_still_grows_is_waited_for() throws IOException {
        Path file = drop("people.csv", "id\n1\n");
        assertThat(afterLooks(Inbox.QUIET_LOOKS - 1)).isEmpty();
        drop("people.csv", "id\n1\n2\n");
        assertThat(afterLooks(Inbox.QUIET_LOOKS)).containsExactly(file);
    }

    @Test
    void file_that_is_changed_or_comes_back_is_given_again() throws IOException {
        Path file = drop("people.csv", "id\n1\n");
        assertThat(afterLooks(Inbox.QUIET_LOOKS)).containsExactly(file);
        drop("people.csv", "id\n1\n2\n");
        assertThat(afterLooks(Inbox.QUIET_LOOKS)).containsExactly(file);
        Files.delete(file);
        assertThat(inbox.look()).isEmpty();
        drop("people.csv", "id\n1\n2\n");
        assertThat(afterLooks(Inbox.QUIET_LOOKS)).containsExactly(file);
    }

    @Test
    void what_is_no_file_to_run_is_told_once_with_the_reason_until_it_is_renamed() throws IOException {
        drop(".people.csv", "");
        drop("notes\u202E.txt", "");
        Path part = drop("people.csv.part", "id\n1\n");
        Files.createDirectory(folder.resolve("sub"));
        Path zipped = drop("Zipped.CSV.GZ", "");
        assertThat(afterLooks(Inbox.QUIET_LOOKS)).containsExactly(zipped);
        assertThat(ignored)
                .containsExactly(
                        ".people.csv is ignored: its name begins with a dot, like that of a file under way.",
                        "notes\\u202E.txt is ignored: its name does not end with .csv or .csv.gz; rename it once it is"
                                + " whole.",
                        "people.csv.part is ignored: its name does not end with .csv or .csv.gz; rename it once it is"
                                + " whole.",
                        "sub is ignored: it is a folder; drop the files in it.");
        Path whole = Files.move(part, folder.resolve("people.csv"));
        assertThat(afterLooks(Inbox.QUIET_LOOKS)).containsExactly(whole);
        assertThat(ignored).hasSize(4);
    }

    @Test
    void link_to_a_file_is_a_file_and_one_to_nothing_is_told() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("sub")).resolve("people.csv");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), elsewhere);
        assertThat(inbox.look()).isEmpty();
        assertThat(ignored).contains("link.csv is ignored: the file that it links to is not there.");
        Files.writeString(elsewhere, "id\n1\n");
        assertThat(afterLooks(Inbox.QUIET_LOOKS)).containsExactly(link);
    }
}
