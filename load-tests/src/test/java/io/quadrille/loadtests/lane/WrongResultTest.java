package io.quadrille.loadtests.lane;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.loadtests.flow.LoopIntoMap;
import io.quadrille.loadtests.flow.ParseAlone;
import io.quadrille.loadtests.source.SourceFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class WrongResultTest {
    private final SourceFile source = new SourceFile(Path.of("c.csv"), 10, 100, "abc");

    @Test
    void a_record_that_is_missing_is_told() {
        assertThatThrownBy(
                        () -> WrongResult.check(Entry.reading("parse", ParseAlone.class), source, new Evidence(9, "")))
                .hasMessage("'parse' accounts for 9 records of c.csv, which has 10.");
    }

    @Test
    void another_table_is_told() {
        assertThatThrownBy(() ->
                        WrongResult.check(Entry.loading("loop", LoopIntoMap.class), source, new Evidence(10, "abd")))
                .hasMessage("'loop' left another table than c.csv demands: its digest is abd, expected abc.");
    }

    @Test
    void the_table_that_is_demanded_is_accepted() {
        assertThatCode(() ->
                        WrongResult.check(Entry.loading("loop", LoopIntoMap.class), source, new Evidence(10, "abc")))
                .doesNotThrowAnyException();
    }
}
