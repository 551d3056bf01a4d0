package io.quadrille.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownTextsTest {
    private final KnownTexts texts = new KnownTexts(2, 1);
    private final JsonBytes json = new JsonBytes(64);

    @Test
    void a_text_is_copied_only_where_it_is_the_very_one() {
        String ann = "Ann";
        texts.source(1, "[2,\"the copy\"]".getBytes(UTF_8));
        texts.set(0, 1, ann, 4, 12);

        assertThat(texts.write(json, 0, 1, ann)).isTrue();
        assertThat(texts.write(json, 0, 0, ann)).as("in another column").isFalse();
        assertThat(texts.write(json, 0, 1, new String("Ann")))
                .as("an equal one")
                .isFalse();
        assertThat(new String(json.toByteArray(), UTF_8)).isEqualTo("\"the copy\"");
        assertThat(texts.find(0, 1, ann)).hasToString("the copy");
        assertThat(texts.find(0, 1, new String("Ann"))).isNull();
    }

    @Test
    void a_text_without_a_place_is_not_known() {
        texts.source(0, new byte[10]);
        texts.set(0, 0, "Ann", 0, 0);
        assertThat(texts.write(json, 0, 0, "Ann")).isFalse();
        assertThat(json.length()).isZero();
    }

    @Test
    void texts_of_many_records_are_known_by_their_places() {
        Object[] kept = new Object[100];
        long[] places = new long[kept.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = "text " + i;
            places[i] = KnownTexts.place(i % 3, 3);
        }
        KnownTexts many = new KnownTexts(new byte[][] {"abc".getBytes(UTF_8), "xyz".getBytes(UTF_8)}, kept, places);
        for (int i = 0; i < kept.length; i++) {
            json.clear();
            assertThat(many.write(json, i / 2, i % 2, kept[i])).isTrue();
            String source = i % 2 == 0 ? "abc" : "xyz";
            assertThat(new String(json.toByteArray(), UTF_8)).isEqualTo('"' + source.substring(i % 3) + '"');
        }
    }
}
