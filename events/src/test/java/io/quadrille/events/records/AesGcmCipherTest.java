package io.quadrille.events.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.FieldCipher.FieldPlace;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AesGcmCipherTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final FieldPlace PLACE = place("customers.read.v1", "email", at(12, 0), at(13, 0));
    private static final byte[] PLAIN = "[\"ann@example.org\",null]".getBytes(UTF_8);

    private final AesGcmCipher cipher = new AesGcmCipher(KEY, "run1");

    private static String seal(FieldCipher cipher, FieldPlace place, byte[] plaintext) {
        byte[] longer = Arrays.copyOf(plaintext, plaintext.length + 7);
        JsonBytes text = new JsonBytes(0);
        cipher.seal(place, longer, plaintext.length, text);
        return new String(text.toByteArray(), UTF_8);
    }

    private static byte[] open(FieldCipher cipher, FieldPlace place, String sealed) {
        byte[] among = ("\"" + sealed + "\"").getBytes(UTF_8);
        return cipher.open(place, ByteBuffer.wrap(among, 1, among.length - 2));
    }

    @Test
    void same_places_and_values_give_the_same_text() {
        assertThat(seal(cipher, PLACE, PLAIN))
                .isEqualTo(seal(new AesGcmCipher(KEY, "run1"), PLACE, PLAIN))
                .isEqualTo("f/YCuCIx5Fjq/X0h0I114gaq9iOhVK0jVr464N1UhhUdqC2DuRoiXeodxMDjFyJI677V2A==");
        assertThat(open(cipher, PLACE, seal(cipher, PLACE, PLAIN))).isEqualTo(PLAIN);
        assertThat(open(cipher, PLACE, seal(cipher, PLACE, new byte[0]))).isEmpty();
    }

    /** Lengths around those of slices, of which the longer ones are used late in a JVM's life. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 2_047, 2_048, 2_049, 4_096, 4_097, 27_000})
    void any_length_of_slices_gives_the_same_text(int length) throws GeneralSecurityException {
        byte[] plaintext = new byte[length + 5];
        new Random(length).nextBytes(plaintext);
        Cipher whole = gcm();
        byte[] expected = whole.doFinal(plaintext, 0, length);
        for (int slice : new int[] {256, 2_048}) {
            byte[] sealed = new byte[12 + length + 16];
            AesGcmCipher.encrypt(gcm(), plaintext, length, sealed, slice);
            assertThat(Arrays.copyOfRange(sealed, 12, sealed.length)).isEqualTo(expected);
        }
    }

    private static Cipher gcm() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, new byte[12]));
        return cipher;
    }

    @Test
    void what_an_earlier_build_sealed_opens_at_its_places_one_by_one() {
        String sealed = "TZ6kMfy85h4CJHiP34J82VfIVWvxhYX0Gic+QqhtiCCfb2SrOmROcl6xjv3Xbiukwrhkcw==";
        FieldPlace oneByOne = new FieldPlace(PLACE.type(), PLACE.field(), PLACE.origins(), true);
        assertThat(open(cipher, oneByOne, sealed)).isEqualTo(PLAIN);
        assertThat(seal(cipher, oneByOne, PLAIN)).isEqualTo(sealed);
        assertThatThrownBy(() -> open(cipher, PLACE, sealed)).isInstanceOf(UndecodableRecords.class);
    }

    /** Line and ordinal of any two lists of records that differ, in however many runs. */
    @Test
    void values_open_at_no_others_of_many_places() {
        List<FieldPlace> places = new ArrayList<>();
        for (int first = 0; first < 4; first++) {
            for (int second = 0; second < 4; second++) {
                for (int third = 0; third < 4; third++) {
                    places.add(place(
                            "customers.read.v1",
                            "email",
                            at(12 + first / 2, first % 2),
                            at(13 + second / 2, second % 2),
                            at(14 + third / 2, third % 2)));
                }
            }
        }
        assertThat(places.stream().map(place -> seal(cipher, place, PLAIN)))
                .doesNotHaveDuplicates()
                .hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 255, 256, 257, 511, 512, 513, 769, 1507, 1508, 1509, 1536, 3044, 3045, 100_000})
    void columns_of_any_length_open_as_they_were_sealed(int length) {
        byte[] plain = new byte[length];
        for (int i = 0; i < length; i++) {
            plain[i] = (byte) (i * 31);
        }
        String sealed = seal(cipher, PLACE, plain);
        assertThat(Base64.getDecoder().decode(sealed)).hasSize(12 + length + 16);
        assertThat(open(cipher, PLACE, sealed)).isEqualTo(plain);
    }

    static Stream<FieldPlace> otherPlaces() {
        return Stream.of(
                place("customers.read.v2", "email", at(12, 0), at(13, 0)),
                place("customers.read.v1", "phone", at(12, 0), at(13, 0)),
                place("customers.read.v1", "email", at(12, 0), at(14, 0)),
                place("customers.read.v1", "email", at(12, 1), at(13, 0)),
                place("customers.read.v1", "email", at(13, 0), at(12, 0)),
                place("customers.read.v1", "email", at(12, 1), at(13, 1)),
                place("customers.read.v1", "email", at(12, 0), at(12, 1)),
                place("customers.read.v1", "email", at(12, 0), at(13, 0), at(14, 0)),
                place("customers.read.v1", "email", at(12, 0)),
                place("customers.read.v1", "email", at(12, 0), at(13, 0), at(13, 1)),
                place("customers.read.v1", "email"));
    }

    private static FieldPlace place(String type, String field, Origin... origins) {
        return new FieldPlace(type, field, List.of(origins));
    }

    private static Origin at(long line, int ordinal) {
        return new Origin(line, 100 * line, ordinal);
    }

    @ParameterizedTest
    @MethodSource("otherPlaces")
    void values_open_at_no_other_places(FieldPlace other) {
        String sealed = seal(cipher, PLACE, PLAIN);
        assertThat(seal(cipher, other, PLAIN)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> open(cipher, other, sealed))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessageContaining("field '" + other.field()
                        + "': the encrypted values do not open with this run's key at these places");
    }

    @Test
    void values_open_neither_in_another_run_nor_under_another_key() {
        String sealed = seal(cipher, PLACE, PLAIN);
        assertThatThrownBy(() -> open(new AesGcmCipher(KEY, "run2"), PLACE, sealed))
                .isInstanceOf(UndecodableRecords.class);
        assertThatThrownBy(() -> open(new AesGcmCipher(new byte[32], "run1"), PLACE, sealed))
                .isInstanceOf(UndecodableRecords.class);
    }

    @Test
    void what_does_not_open_is_named_by_its_lines() {
        String sealed = seal(cipher, PLACE, PLAIN);
        FieldPlace other = place("customers.read.v1", "email", at(7, 0), at(8, 0), at(11, 0));
        assertThatThrownBy(() -> open(cipher, other, sealed))
                .hasMessage(
                        "lines 7 to 11, field 'email': the encrypted values do not open with this run's key at these"
                                + " places");
    }

    /** Whatever its arrays held before: the same as from a cipher that was never used. */
    @Test
    void columns_of_lengths_that_rise_and_fall_are_sealed_as_if_each_were_the_first() {
        for (int length : new int[] {100, 100_000, 1, 3_000_000, 0, 500}) {
            byte[] plain = new byte[length];
            List<Origin> origins = new ArrayList<>();
            for (int i = 0; i < 1 + length / 9; i++) {
                origins.add(new Origin(2 + i, i, 0));
            }
            FieldPlace place = new FieldPlace("guests.v1", "email", origins);
            String sealed = seal(cipher, place, plain);
            assertThat(sealed).isEqualTo(seal(new AesGcmCipher(KEY, "run1"), place, plain));
            assertThat(open(cipher, place, sealed)).isEqualTo(plain);
        }
    }

    @Test
    void any_changed_bit_is_noticed() {
        byte[] sealed = Base64.getDecoder().decode(seal(cipher, PLACE, PLAIN));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> open(cipher, PLACE, Base64.getEncoder().encodeToString(changed)))
                    .isInstanceOf(UndecodableRecords.class);
        }
    }

    @Test
    void text_that_is_no_ciphertext_is_refused_without_being_quoted() {
        for (String text :
                new String[] {"", "AAAA", "not base64!", "A".repeat(20), "A".repeat(36), "A".repeat(39), "A".repeat(40)
                }) {
            assertThatThrownBy(() -> open(cipher, PLACE, text))
                    .isInstanceOf(UndecodableRecords.class)
                    .hasMessageNotContaining("base64!");
        }
    }

    @Test
    void key_of_another_length_is_refused() {
        assertThatThrownBy(() -> new AesGcmCipher(new byte[16], "run1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a data key has 32 bytes, this one has 16");
    }
}
