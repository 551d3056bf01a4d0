package io.quadrille.events.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.events.RandomText;
import io.quadrille.events.Seed;
import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.FieldCipher.FieldPlace;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
    record Person(long id, String name, Optional<Integer> age) {}

    record Word(String text) {}

    record Outer(int id, Inner inner, List<Inner> inners) {}

    record Inner(String word, int number) {
        Inner {
            if (number < 0) {
                throw new IllegalStateException("secret-word is negative");
            }
        }
    }

    private static final RecordType<Person> PERSONS = RecordType.records("persons.read.v1", Person.class);
    private static final RecordType<Word> WORDS = RecordType.records("words.read.v1", Word.class);
    private static final RecordType<Outer> OUTERS = RecordType.records("outers.read.v1", Outer.class);
    private static final AesGcmCipher CIPHER = new AesGcmCipher(new byte[32], "0123456789abcdef");

    @Test
    void columns_stand_once_then_the_origins_and_the_records_as_arrays() {
        List<Traced<Person>> records = List.of(
                new Traced<>(new Origin(2, 8, 0), new Person(17, "Ann", Optional.empty())),
                new Traced<>(new Origin(3, 15, 0), new Person(18, "Bo", Optional.of(4))));
        assertThat(new String(encode(PERSONS, records), UTF_8))
                .isEqualTo("{\"columns\":[\"id\",\"name\",\"age\"],\"origins\":[[2,8,0],7],"
                        + "\"records\":[[17,\"Ann\",null],[18,\"Bo\",4]]}");
    }

    private static final String BEGINNING = "{\"columns\":[\"@line\",\"@byte\",\"@ordinal\",\"text\"],";

    @Test
    void records_that_begin_with_their_origin_are_read_too() {
        String payload = BEGINNING + "\"records\":[[2,8,0,\"a\"],[5,99,1,\"b\"]]}";
        DecodedRecords<Word> decoded = new RecordCodec<>(WORDS).decode(payload.getBytes(UTF_8), CIPHER);
        assertThat(decoded.columns()).containsExactly("text");
        assertThat(decoded.origins()).containsExactly(new Origin(2, 8, 0), new Origin(5, 99, 1));
        assertThat(decoded.traced())
                .containsExactly(
                        new Traced<>(new Origin(2, 8, 0), new Word("a")),
                        new Traced<>(new Origin(5, 99, 1), new Word("b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[2]",
                "[2,8,0]",
                "[2,8,0,\"secret\",7]",
                "[0,8,0,\"secret\"]",
                "[2,-1,0,\"secret\"]",
                "[2.5,8,0,\"secret\"]",
                "[2,8,3000000000,\"secret\"]",
                "[2,8,0,7]",
                "\"secret\""
            })
    void records_that_begin_with_no_origin_are_refused(String row) {
        String payload = BEGINNING + "\"records\":[" + row + "]}";
        assertThatThrownBy(() -> new RecordCodec<>(WORDS).decode(payload.getBytes(UTF_8), CIPHER))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"columns\":[\"text\"],\"records\":[[\"a\"]]}; no origins before its records",
                "{\"columns\":[\"text\"],\"records\":[[\"a\"]],\"origins\":[7]}; no origins before its records",
                "{\"columns\":[\"text\"],\"origins\":[7],\"origins\":[8],\"records\":[[\"a\"]]}; its origins twice",
                "{\"columns\":[\"text\"],\"origins\":[7],\"records\":[[\"a\"]],\"origins\":[8]}; its origins twice",
                "{\"columns\":[\"@line\",\"@byte\",\"@ordinal\",\"text\"],\"origins\":[7],\"records\":[[2,8,0,\"a\"]]};"
                        + " its origins twice",
                "{\"columns\":[\"text\"],\"origins\":[7],\"records\":[[\"a\"]],\"records\":[[\"a\"]]}; its records twice",
                "{\"origins\":[7],\"records\":[[\"a\"]],\"columns\":[\"text\"]}; its records before their columns"
            })
    void whoever_says_twice_or_not_at_all_where_records_come_from_is_refused(String payload, String fault) {
        for (RecordType<?> type : List.of(WORDS, WORDS.bare())) {
            assertThatThrownBy(() -> new RecordCodec<>(type).decode(payload.getBytes(UTF_8), CIPHER))
                    .isInstanceOf(UndecodableRecords.class)
                    .hasMessageStartingWith("the payload has " + fault);
        }
    }

    /** Origins of two bytes each, for which there is no record of three. */
    @Test
    void origins_without_records_get_no_memory() {
        String payload = "{\"columns\":[\"text\"],\"origins\":[7" + ",7".repeat(100) + "],\"records\":[]}";
        for (RecordType<?> type : List.of(WORDS, WORDS.bare())) {
            assertThatThrownBy(() -> new RecordCodec<>(type).decode(payload.getBytes(UTF_8), CIPHER))
                    .isInstanceOf(UndecodableRecords.class)
                    .hasMessage("the payload has fewer records than origins");
        }
    }

    @Test
    void a_file_may_have_columns_named_as_origins() {
        RecordType<TextRecord> type = RecordType.records("anything.read.v1", TextRecord.class);
        List<String> columns = List.of("@line", "@byte", "@ordinal");
        List<Traced<TextRecord>> records =
                List.of(new Traced<>(new Origin(2, 8, 0), new TextRecord(columns, List.of("1", "2", "3"))));
        RecordCodec<TextRecord> codec = new RecordCodec<>(type);
        byte[] payload = codec.encode(records, columns, CIPHER);
        byte[] spaced = (" " + new String(payload, UTF_8)).getBytes(UTF_8);
        assertThat(codec.decode(payload, CIPHER).traced()).isEqualTo(records);
        assertThat(codec.decode(spaced, CIPHER).traced()).isEqualTo(records);
    }

    record Checked(String text) {
        Checked {
            if (text.equals("wrong")) {
                throw new IllegalStateException("secret");
            }
        }
    }

    @Test
    void a_class_that_refuses_its_values_does_so_before_anyone_asks_for_a_record() {
        RecordCodec<Checked> codec = new RecordCodec<>(RecordType.records("words.read.v1", Checked.class));
        byte[] payload = encode(
                WORDS,
                List.of(
                        new Traced<>(new Origin(2, 8, 0), new Word("right")),
                        new Traced<>(new Origin(3, 15, 0), new Word("wrong"))));
        assertThatThrownBy(() -> codec.decode(payload, CIPHER))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessage("line 3: the record class of words.read.v1 refuses its values (IllegalStateException)");
    }

    @Test
    void records_of_a_class_without_code_are_made_when_asked_for_and_their_texts_once() {
        byte[] payload = encode(WORDS, List.of(new Traced<>(new Origin(2, 8, 0), new Word("a text"))));
        List<Traced<Word>> records =
                new RecordCodec<>(WORDS).decode(payload, CIPHER).traced();
        assertThat(records.get(0).record())
                .isEqualTo(records.get(0).record())
                .isNotSameAs(records.get(0).record());
        assertThat(records.get(0).record().text())
                .isSameAs(records.get(0).record().text());
    }

    /** Whether the short way reads them or, behind a blank, the parser. */
    @Test
    void any_origins_survive_the_wire() {
        Random random = Seed.random("any_origins_survive_the_wire", 27);
        for (int round = 0; round < 500; round++) {
            List<Traced<Word>> records = new ArrayList<>();
            long line = 1 + random.nextInt(3);
            long bytePosition = random.nextInt(3);
            for (int i = random.nextInt(8); i > 0; i--) {
                int ordinal = random.nextInt(3) == 0 ? random.nextInt(1 << random.nextInt(1, 31)) : 0;
                records.add(new Traced<>(new Origin(line, bytePosition, ordinal), new Word("w" + i)));
                boolean far = random.nextInt(5) == 0;
                line = far ? 1 + (random.nextLong() >>> random.nextInt(1, 63)) : line + random.nextInt(3);
                bytePosition = far ? random.nextLong() >>> random.nextInt(1, 63) : bytePosition + random.nextInt(99);
                line = Math.max(1, line);
            }
            byte[] payload = encode(WORDS, records);
            String spaced = new String(payload, UTF_8).replace(":[", ": [");
            assertThat(new RecordCodec<>(WORDS).decode(payload, CIPHER).traced())
                    .isEqualTo(records);
            assertThat(new RecordCodec<>(WORDS)
                            .decode(spaced.getBytes(UTF_8), CIPHER)
                            .traced())
                    .isEqualTo(records);
            assertThat(passedOnBare(WORDS, payload, List.of())).isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "[2,8,0],7,7",
                "[0,8,0],7",
                "[2,-8,0],7",
                "[2,8,-1],7",
                "[2,8,0],-7",
                "[2,8,0],[-2,0,0]",
                "[2,8,2147483648],7",
                "[2,8],7",
                "[2,8,0,0],7",
                "[2.5,8,0],7",
                "[2,8,0],\"secret\"",
                "[2,8,0],null",
                "[2,8,0],9223372036854775808",
                "[2,8,0],9223372036854775800",
                "[9223372036854775807,8,0],7"
            })
    void origins_of_another_form_or_number_are_refused(String origins) {
        String payload =
                "{\"columns\":[\"text\"],\"origins\":[" + origins + "],\"records\":[[\"secret\"],[\"secret\"]]}";
        for (RecordType<?> type : List.of(WORDS, WORDS.bare())) {
            RecordCodec<?> codec = new RecordCodec<>(type);
            assertThatThrownBy(() -> codec.decode(payload.getBytes(UTF_8), CIPHER))
                    .isInstanceOf(UndecodableRecords.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void records_without_values_in_clear_are_empty_arrays() {
        record Secret(@Sensitive String word) {}
        RecordType<Secret> type = RecordType.records("secrets.read.v1", Secret.class);
        List<Traced<Secret>> records = List.of(
                new Traced<>(new Origin(2, 8, 0), new Secret("a")),
                new Traced<>(new Origin(3, 15, 0), new Secret("b")));
        byte[] payload = encode(type, records);
        assertThat(new String(payload, UTF_8))
                .startsWith("{\"columns\":[],\"origins\":[[2,8,0],7],\"records\":[[],[]],\"sealed\":{");
        assertThat(new RecordCodec<>(type).decode(payload, CIPHER).traced()).isEqualTo(records);
        assertThat(passedOnBare(type, payload, List.of())).isEqualTo(payload);
    }

    @Test
    void every_kind_of_value_survives_the_wire() {
        Random random = Seed.random("every_kind_of_value_survives_the_wire", 20_261);
        RecordCodec<EveryKind> codec = new RecordCodec<>(EveryKind.TYPE);
        for (int round = 0; round < 200; round++) {
            List<Traced<EveryKind>> records = EveryKind.chunk(random, random.nextInt(6));
            byte[] payload = codec.encode(records, List.of(), CIPHER);
            DecodedRecords<EveryKind> decoded = codec.decode(payload, CIPHER);
            assertThat(decoded.traced()).isEqualTo(records);
            assertThat(codec.encode(decoded.traced(), List.of(), CIPHER)).isEqualTo(payload);
            assertThat(passedOnBare(EveryKind.TYPE, payload, List.of())).isEqualTo(payload);
        }
    }

    private static byte[] passedOnBare(RecordType<?> type, byte[] payload, List<String> columns) {
        RecordType<?> bare = type.bare();
        assertThat(bare.recordClass()).isEqualTo(BareRecord.class);
        return passedOn(new RecordCodec<>(bare), payload, columns);
    }

    private static <T> byte[] passedOn(RecordCodec<T> codec, byte[] payload, List<String> columns) {
        return codec.encode(codec.decode(payload, CIPHER).traced(), columns, CIPHER);
    }

    record Guest(long id, String name, @Sensitive String email, Optional<String> note) {}

    @Test
    void bare_records_are_passed_on_byte_by_byte() {
        Random random = Seed.random("bare_records_are_passed_on_byte_by_byte", 66);
        RecordType<Guest> guests = RecordType.records("guests.read.v1", Guest.class);
        for (int round = 0; round < 500; round++) {
            List<Traced<Guest>> records = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                Optional<String> note =
                        random.nextBoolean() ? Optional.empty() : Optional.of(RandomText.of(random, 30));
                Guest guest = new Guest(random.nextLong(), RandomText.of(random, 30), RandomText.of(random, 30), note);
                records.add(new Traced<>(new Origin(1 + i, i, 0), guest));
            }
            byte[] payload = encode(guests, records);
            assertThat(passedOnBare(guests, payload, List.of())).isEqualTo(payload);
        }
    }

    @Test
    void bare_records_of_a_file_without_a_class_keep_its_columns() {
        RecordType<TextRecord> type = RecordType.records("anything.read.v1", TextRecord.class);
        List<String> columns = List.of("b", "a");
        List<Traced<TextRecord>> records =
                List.of(new Traced<>(new Origin(2, 8, 0), new TextRecord(columns, List.of("1\n", "é"))));
        byte[] payload = new RecordCodec<>(type).encode(records, columns, CIPHER);
        assertThat(passedOnBare(type, payload, columns)).isEqualTo(payload);
    }

    @ParameterizedTest
    @CsvSource({"id, 'null,\"Ann\"'", "name, '1,null'"})
    void bare_records_lack_no_more_than_their_class_allows(String field, String values) {
        RecordCodec<?> bare = new RecordCodec<>(PERSONS.bare());
        String payload =
                "{\"columns\":[\"id\",\"name\",\"age\"],\"origins\":[[2,8,0]],\"records\":[[" + values + ",1]]}";
        assertThatThrownBy(() -> bare.decode(payload.getBytes(UTF_8), CIPHER))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessageContaining("'" + field + "' is null");
    }

    @Test
    void a_bare_record_with_a_required_null_is_named() {
        assertThatThrownBy(() -> encodeOfNulls(PERSONS.bare()))
                .isInstanceOf(UnencodableRecord.class)
                .hasMessageContaining("'id' is null");
    }

    private static <T> byte[] encodeOfNulls(RecordType<T> type) {
        T nothing = type.layoutFor(List.of()).create(new Object[3]);
        return encode(type, List.of(new Traced<>(new Origin(2, 8, 0), nothing)));
    }

    record Careful(String name) {
        Careful {
            if (name.isBlank()) {
                throw new IllegalArgumentException("blank");
            }
        }
    }

    @Test
    void a_class_with_code_of_its_own_always_sees_its_values() {
        RecordType<Careful> careful = RecordType.records("careful.read.v1", Careful.class);
        assertThat(careful.bare()).isSameAs(careful);
    }

    @Test
    void sensitive_values_are_not_in_the_payload() {
        record Patient(int id, @Sensitive String diagnosis, EveryKind.Contact contact) {}
        RecordType<Patient> type = RecordType.records("patients.read.v1", Patient.class);
        List<Traced<Patient>> records = List.of(new Traced<>(
                new Origin(2, 0, 0), new Patient(1, "gout", new EveryKind.Contact("ann@example.org", true))));
        byte[] payload = new RecordCodec<>(type).encode(records, List.of(), CIPHER);
        assertThat(new String(payload, UTF_8))
                .doesNotContain("gout")
                .doesNotContain("ann@")
                .doesNotContain("true");
        assertThat(new RecordCodec<>(type).decode(payload, CIPHER).traced()).isEqualTo(records);
        assertThatThrownBy(() -> new RecordCodec<>(type).encode(records, List.of(), FieldCipher.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("field 'diagnosis' is sensitive, but the run has no data key");
    }

    @Test
    void values_of_a_sensitive_field_stand_sealed_in_one_text() {
        record Guest(int id, @Sensitive Optional<String> email, String town) {}
        RecordType<Guest> type = RecordType.records("guests.read.v1", Guest.class);
        List<Traced<Guest>> records = List.of(
                new Traced<>(new Origin(2, 8, 0), new Guest(17, Optional.of("ann@example.org"), "Bonn")),
                new Traced<>(new Origin(3, 15, 1), new Guest(18, Optional.empty(), "Köln")));
        FieldPlace place = new FieldPlace(
                "guests.read.v1", "email", records.stream().map(Traced::origin).toList());
        assertThat(new String(encode(type, records), UTF_8))
                .isEqualTo("{\"columns\":[\"id\",\"town\"],\"origins\":[[2,8,0],[1,7,1]],"
                        + "\"records\":[[17,\"Bonn\"],[18,\"Köln\"]],\"sealed\":{\"email\":\""
                        + sealed(place, "[\"ann@example.org\",null]") + "\"}}");
        assertThat(new String(encode(type, List.of()), UTF_8)).contains("\"records\":[],\"sealed\":{\"email\":\"");
        assertThat(new RecordCodec<>(type)
                        .decode(encode(type, List.of()), CIPHER)
                        .traced())
                .isEmpty();
    }

    /** As some writers of JSON escape each of base64's slashes. */
    @Test
    void a_sealed_column_with_escapes_opens() {
        record Guest(int id, @Sensitive String email) {}
        RecordType<Guest> type = RecordType.records("guests.read.v1", Guest.class);
        List<Traced<Guest>> records = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            records.add(new Traced<>(new Origin(2 + i, i, 0), new Guest(i, "guest" + i + "@example.org")));
        }
        String payload = new String(encode(type, records), UTF_8);
        assertThat(payload).contains("/");
        byte[] escaped = payload.replace("/", "\\/").getBytes(UTF_8);
        assertThat(new RecordCodec<>(type).decode(escaped, CIPHER).traced()).isEqualTo(records);
    }

    @Test
    void sealed_columns_may_stand_before_the_records_and_fit_no_others() {
        record Guest(int id, @Sensitive String email) {}
        record Visitor(int id, String email) {}
        RecordType<Guest> type = RecordType.records("guests.read.v1", Guest.class);
        List<Origin> origins = List.of(new Origin(2, 0, 0), new Origin(3, 9, 0));
        String head = "{\"sealed\":{\"email\":\"";
        String rows = "\"},\"columns\":[\"id\"],\"origins\":[[2,0,0],9],\"records\":[[1],[2]]}";
        assertThat(new RecordCodec<>(type)
                        .decode((head + sealed(origins, "[\"a@x\",\"b@x\"]") + rows).getBytes(UTF_8), CIPHER)
                        .traced())
                .extracting(Traced::record)
                .containsExactly(new Guest(1, "a@x"), new Guest(2, "b@x"));
        for (String values :
                new String[] {"[\"a@x\"]", "[\"a@x\",\"b@x\",\"c@x\"]", "\"a@x\"", "[1,2]", "[null,\"b@x\"]"}) {
            assertThatThrownBy(() -> new RecordCodec<>(type)
                            .decode((head + sealed(origins, values) + rows).getBytes(UTF_8), CIPHER))
                    .isInstanceOf(UndecodableRecords.class)
                    .hasMessageContaining("'email'")
                    .hasMessageNotContaining("@x");
        }
        assertThatThrownBy(() -> new RecordCodec<>(RecordType.records("guests.read.v1", Visitor.class))
                        .decode((head + sealed(origins, "[\"a@x\",\"b@x\"]") + rows).getBytes(UTF_8), CIPHER))
                .hasMessage("the payload has column 'email' sealed, which guests.read.v1 declares in clear");
        assertThatThrownBy(() -> decode(type, "[\"id\",\"email\"]", "[[1,\"a@x\"]]"))
                .hasMessage("the payload has column 'email' in clear, which guests.read.v1 declares sensitive");
        assertThatThrownBy(() -> decode(type, "[\"id\"]", "[[1]]"))
                .hasMessage("the payload has no column 'email', which guests.read.v1 requires; it has [id]");
    }

    private static String sealed(List<Origin> origins, String values) {
        return sealed(new FieldPlace("guests.read.v1", "email", origins), values);
    }

    private static String sealed(FieldPlace place, String values) {
        byte[] plaintext = values.getBytes(UTF_8);
        JsonBytes text = new JsonBytes(0);
        CIPHER.seal(place, plaintext, plaintext.length, text);
        return new String(text.toByteArray(), UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"1E+3", "-0.00", "0.10", "100", "1E-20", "12345678901234567890.123456789"})
    void decimals_keep_their_scale(String written) {
        record Amount(BigDecimal value) {}
        RecordCodec<Amount> codec = new RecordCodec<>(RecordType.records("amounts.read.v1", Amount.class));
        BigDecimal value = new BigDecimal(written);
        byte[] payload = codec.encode(List.of(new Traced<>(new Origin(1, 0, 0), new Amount(value))), List.of(), CIPHER);
        assertThat(codec.decode(payload, CIPHER).traced().get(0).record().value())
                .isEqualTo(value);
    }

    @Test
    void decimals_survive_who_reads_numbers_as_doubles() throws IOException {
        record Price(BigDecimal net) {}
        record Offer(BigDecimal value, Optional<BigDecimal> before, Price price, List<BigDecimal> steps) {}
        RecordCodec<Offer> codec = new RecordCodec<>(RecordType.records("offers.read.v1", Offer.class));
        BigDecimal digits = new BigDecimal("-51.669796470256142");
        BigDecimal zeros = new BigDecimal("103.70");
        List<Traced<Offer>> records = List.of(new Traced<>(
                new Origin(2, 0, 0), new Offer(digits, Optional.of(zeros), new Price(zeros), List.of(digits, zeros))));
        ObjectMapper withDoubles = new ObjectMapper();
        byte[] passedOn = withDoubles.writeValueAsBytes(withDoubles.readTree(codec.encode(records, List.of(), CIPHER)));
        assertThat(codec.decode(passedOn, CIPHER).traced()).isEqualTo(records);
    }

    @Test
    void records_without_a_class_keep_the_columns_of_their_file() {
        RecordType<TextRecord> type = RecordType.records("rows.read.v1", TextRecord.class);
        List<String> columns = List.of("Id", "naïve name", "");
        List<Traced<TextRecord>> records =
                List.of(new Traced<>(new Origin(2, 9, 0), new TextRecord(columns, List.of("1", "Ann", "x\u0000"))));
        RecordCodec<TextRecord> codec = new RecordCodec<>(type);
        DecodedRecords<TextRecord> decoded = codec.decode(codec.encode(records, columns, CIPHER), CIPHER);
        assertThat(decoded.columns()).isEqualTo(columns);
        assertThat(decoded.traced()).isEqualTo(records);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "cut \ud83d", "\ude00 cut", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void half_a_surrogate_pair_costs_its_record_and_is_never_changed_silently(String text) {
        List<Traced<Person>> records = List.of(
                new Traced<>(new Origin(2, 8, 0), new Person(17, "Ann", Optional.empty())),
                new Traced<>(new Origin(3, 15, 0), new Person(18, text, Optional.empty())));
        assertThatThrownBy(() -> encode(PERSONS, records))
                .isInstanceOfSatisfying(
                        UnencodableRecord.class,
                        e -> assertThat(e.origin().line()).isEqualTo(3))
                .hasMessage("line 3 of persons.read.v1: field 'name' holds half of a surrogate pair, which UTF-8 cannot"
                        + " carry; cut text between code points");
    }

    @Test
    void record_with_a_required_null_is_named() {
        List<Traced<Person>> records =
                List.of(new Traced<>(new Origin(7, 8, 0), new Person(17, nothing(), Optional.empty())));
        assertThatThrownBy(() -> encode(PERSONS, records))
                .isInstanceOf(UnencodableRecord.class)
                .hasMessage(
                        "line 7 of persons.read.v1: component 'name' of Person is null; declare it Optional if it may"
                                + " be absent");
    }

    @Test
    void null_in_a_list_is_named() {
        List<Inner> inners = new ArrayList<>();
        inners.add(nothing());
        List<Traced<Outer>> records =
                List.of(new Traced<>(new Origin(7, 8, 0), new Outer(1, new Inner("a", 1), inners)));
        assertThatThrownBy(() -> encode(OUTERS, records))
                .isInstanceOf(UnencodableRecord.class)
                .hasMessageStartingWith("line 7 of outers.read.v1: field 'inners' holds a null");
    }

    @Test
    void columns_the_reader_lacks_are_passed_over() {
        assertThat(decode(PERSONS, "[\"extra\",\"name\",\"more\",\"id\",\"age\"]", "[[{\"a\":[1]},\"Ann\",[[]],1,5]]"))
                .containsExactly(new Person(1, "Ann", Optional.of(5)));
    }

    @Test
    void optional_columns_the_payload_lacks_are_absent() {
        assertThat(decode(PERSONS, "[\"id\",\"name\"]", "[[1,\"Ann\"]]"))
                .containsExactly(new Person(1, "Ann", Optional.empty()));
    }

    @Test
    void missing_required_column_is_named() {
        assertThatThrownBy(() -> decode(PERSONS, "[\"id\"]", "[]"))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessage("the payload has no column 'name', which persons.read.v1 requires; it has [id]");
    }

    @Test
    void nested_record_without_a_required_member_is_refused() {
        assertThatThrownBy(() -> decodeOuter("{\"word\":\"w\"}", "[]"))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessageStartingWith("field 'inner' is a record without 'number', expected record");
        assertThatThrownBy(() -> decodeOuter("{\"number\":1}", "[]"))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessageStartingWith("field 'inner' is a record without 'word'");
    }

    @Test
    void refusal_of_a_record_class_does_not_reach_the_message() {
        assertThatThrownBy(() -> decodeOuter("{\"word\":\"secret-word\",\"number\":-1}", "[]"))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessageNotContaining("secret-word")
                .hasMessageContaining("a record that Inner refuses");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"columns\":[]}",
                "{\"records\":[]}",
                "secret-value",
                "{\"secret-value\":",
                "{\"columns\":[\"@line\"],\"records\":[]}",
                "{\"columns\":[\"id\",\"name\"],\"origins\":[]}",
                "{\"columns\":[\"id\",\"name\"],\"records\":[],\"origins\":[]}",
                "{\"columns\":[\"id\",\"name\"],\"origins\":7,\"records\":[]}",
                "{\"origins\":[],\"records\":[],\"columns\":[\"id\",\"name\"]}",
                "{\"columns\":[\"id\",\"name\",7],\"origins\":[],\"records\":[]}",
                "{\"columns\":[\"id\",\"name\"],\"origins\":[],\"records\":[],\"records\":[]}",
                "{\"columns\":[\"id\",\"name\"],\"origins\":[],\"records\":[]} trailing",
                "{\"columns\":[\"id\",\"name\"],\"origins\":[],\"records\":[]},\"more\":{}"
            })
    void payloads_of_another_form_are_refused_without_their_content(String payload) {
        assertThatThrownBy(() -> new RecordCodec<>(PERSONS).decode(payload.getBytes(UTF_8), CIPHER))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessageNotContaining("secret-value")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1]",
                "[1,\"secret\",7]",
                "[1,\"secret\"],[2,\"secret\"]",
                "[\"secret\",\"secret\"]",
                "[1.0,\"secret\"]",
                "[9223372036854775808,\"secret\"]",
                "[1,null]",
                "[1,[\"secret\"]]",
                "{\"id\":\"secret\"}",
                "\"secret\""
            })
    void rows_of_another_form_are_refused_without_their_values(String row) {
        assertThatThrownBy(() -> decode(PERSONS, "[\"id\",\"name\"]", "[" + row + "]"))
                .isInstanceOf(UndecodableRecords.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void values_out_of_range_or_of_another_form_name_their_field() {
        String columns = "[\"id\",\"name\",\"age\"]";
        assertThatThrownBy(() -> decode(PERSONS, columns, "[[1,\"Ann\",2147483648]]"))
                .hasMessage("field 'age' is a number out of its range, expected integer/Integer?");
        assertThatThrownBy(() -> decode(PERSONS, columns, "[[1,true,1]]"))
                .hasMessage("field 'name' is VALUE_TRUE, expected string");
    }

    private static List<Outer> decodeOuter(String inner, String inners) {
        return decode(OUTERS, "[\"id\",\"inner\",\"inners\"]", "[[1," + inner + "," + inners + "]]");
    }

    private static <T> List<T> decode(RecordType<T> type, String columns, String records) {
        String origins = records.equals("[]") ? "[]" : "[[2,0,0]]";
        byte[] payload = ("{\"columns\":" + columns + ",\"origins\":" + origins + ",\"records\":" + records + "}")
                .getBytes(UTF_8);
        return new RecordCodec<>(type).decode(payload, CIPHER).records();
    }

    private static <T> byte[] encode(RecordType<T> type, List<Traced<T>> records) {
        return new RecordCodec<>(type).encode(records, List.of(), CIPHER);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // a null where the types forbid it
    private static <T> T nothing() {
        return null;
    }
}
