package io.quadrille.observer.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellsTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "\r=1"})
    void text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(String formula) {
        assertThat(CsvCells.cell(formula).replaceFirst("^\"", "")).startsWith("'" + formula.charAt(0));
    }

    @Test
    void formula_within_quotes_is_still_text() {
        assertThat(CsvCells.cell("=HYPERLINK(\"http://x\",\"y\")"))
                .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    }

    @Test
    void plain_text_stays_as_it_is_and_other_text_is_quoted() {
        assertThat(CsvCells.cell("amount is not a number")).isEqualTo("amount is not a number");
        assertThat(CsvCells.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvCells.cell("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(CsvCells.cell(null)).isEmpty();
    }
}
