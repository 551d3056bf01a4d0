package io.quadrille.testdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GeneratorTest {

    @ParameterizedTest
    @EnumSource(PipelineName.class)
    void same_seed_gives_the_same_bytes_and_another_seed_others(PipelineName pipeline) throws IOException {
        byte[] first = bytes(Recipe.of(pipeline, 2_000, 42).dirt(5));

        assertThat(bytes(Recipe.of(pipeline, 2_000, 42).dirt(5))).isEqualTo(first);
        assertThat(bytes(Recipe.of(pipeline, 2_000, 43).dirt(5))).isNotEqualTo(first);
    }

    @Test
    void bytes_do_not_depend_on_locale_and_time_zone() throws IOException {
        Recipe recipe = Recipe.of(PipelineName.CUSTOMERS, 500, 42).dirt(5);
        byte[] here = bytes(recipe);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(bytes(recipe)).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void keys_are_unique_without_duplicates_and_repeat_with_them() throws IOException {
        Recipe unique = Recipe.of(PipelineName.CUSTOMERS, 5_000, 42);

        assertThat(rows(unique)).isEqualTo(5_000);
        assertThat(rows(unique.duplicates(30))).isBetween(3_300, 3_700);
    }

    @Test
    void scattered_keys_never_collide() {
        for (long records : new long[] {0, 1, 1_000, 100_000}) {
            Recipe recipe = Recipe.of(PipelineName.CUSTOMERS, records, -7);
            Keys keys = new Keys(recipe, new DirtPlan(recipe));
            Set<Long> seen = new HashSet<>();
            for (long index = 0; index < records; index++) {
                assertThat(seen.add(keys.number(index)))
                        .as("key of record %d of %d", index, records)
                        .isTrue();
            }
        }
    }

    @Test
    void ascending_keys_grow_by_one_in_file_order() {
        Recipe recipe = Recipe.of(PipelineName.CUSTOMERS, 1_000, 42).ascendingKeys(true);
        Keys keys = new Keys(recipe, new DirtPlan(recipe));
        for (long index = 0; index < 1_000; index++) {
            assertThat(keys.number(index)).isEqualTo(index + 1);
        }
    }

    @Test
    void oddities_are_not_changed_by_stripping() {
        Oddities oddities = new Oddities(StandardCharsets.UTF_8);
        Draw draw = new Draw();
        for (int i = 0; i < 2_000; i++) {
            draw.begin(1, 0, i);
            Utf8Text text = new Utf8Text();
            oddities.add(text, draw);
            assertThat(text.toString().strip()).isEqualTo(text.toString()).isNotEmpty();
        }
    }

    @Test
    void dirt_that_cannot_befall_a_pipeline_is_refused() {
        assertThatThrownBy(() -> Recipe.of(PipelineName.CUSTOMERS, 1, 1).kinds(Set.of(DirtKind.BAD_LINES)))
                .hasMessageContaining("BAD_LINES cannot befall a record of 'customers'")
                .hasMessageContaining("ITEM_TOO_LARGE");
        assertThatThrownBy(() -> Recipe.of(PipelineName.ORDERS, 1, 1)
                        .kinds(Set.of(DirtKind.INVALID_ENCODING))
                        .form(FileForm.plain().charset(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("UTF-8 files only");
    }

    private static int rows(Recipe recipe) throws IOException {
        return Generator.write(recipe, new ByteArrayOutputStream())
                .table("customers")
                .count();
    }

    private static byte[] bytes(Recipe recipe) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Generator.write(recipe, file);
        return file.toByteArray();
    }
}
