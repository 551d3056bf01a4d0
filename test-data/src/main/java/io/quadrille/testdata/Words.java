package io.quadrille.testdata;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The words that ordinary records are made of: those a charset can write. */
final class Words {

    private static final String[] STREETS = {
        "Main Street",
        "Hauptstraße",
        "Rue de l'Église",
        "Bahnhofstrasse",
        "Calle Mayor",
        "Via Garibaldi",
        "Østergade",
        "Kungsgatan",
        "Praça da Sé",
        "Çarşı Caddesi",
        "ulica Długa",
        "Žižkova třída",
        "Ermou (Ερμού)",
        "Tverskaya ул.",
        "桜通り",
        "Großer Weg",
        "Rua São João",
        "Chemin des Crêts-de-Champel",
        "Þingholtsstræti",
        "O'Connell Street",
        "Rue Cafe\u0301",
        "Straße des 17. Juni",
        "5th Avenue",
        "Allée des Soupirs"
    };
    private static final String[] TOWNS = {
        "Zürich", "Genève", "Gießen", "Weißenfels", "İzmir", "Iğdır", "istanbul", "Łódź", "Århus", "São Paulo",
        "Córdoba", "Reykjavík", "Plzeň", "Springfield", "Neuchâtel", "Αθήνα", "Київ", "東京", "Malmö", "L'Aquila",
        "Besanc\u0327on", "San Jose", "Győr", "Bielefeld"
    };
    private static final String[] PEOPLE = {
        "anna.meier",
        "Jörg.Müller",
        "O.BRIEN",
        "s.Œuvre",
        "Łukasz",
        "ana-maria",
        "INFO",
        "Ivan.Titov",
        "ægir",
        "Zoë.ADAMS"
    };
    private static final String[] DOMAINS = {
        "example.org", "Example.COM", "mail.example.net", "EXAMPLE.ORG", "bücher.example", "shop.Example.co.uk"
    };
    private static final String[] CUSTOMERS = {
        "Acme Ltd",
        "Müller & Söhne",
        "Café Zoë",
        "Øresund A/S",
        "O'Neill",
        "Łódź Tools",
        "株式会社サンプル",
        "Иванов",
        "Société Générale d'Exemple",
        "Smith, Jones; Partners|Co",
        "The \"Best\" Shop",
        "  spaced  ",
        "Ñandú S.A."
    };
    private static final String[] SURFACES = {
        "ASP",
        "TURF",
        "CON",
        "CONC",
        "GRVL",
        "ASPH-G",
        "GRS",
        "Gravel, dirt",
        "Grass/Sod",
        "WATER",
        "Gras, naß",
        "GRE",
        "PEM"
    };
    /** White space that {@link String#strip} takes away, and a no-break space is not among it. */
    private static final String[] PADS = {" ", "  ", "\t", "   ", "\u2003", " \u3000"};

    /** A word as the file has it, and as the table must have it. */
    @SuppressWarnings("ArrayRecordComponent") // copied from a million times, never compared
    record Word(byte[] raw, byte[] folded) {}

    private final CharsetEncoder encoder;

    final byte[][] streets;
    final Word[] towns;
    final Word[] people;
    final Word[] domains;
    final byte[][] customers;
    final byte[][] surfaces;
    final byte[][] pads;

    Words(Charset charset) {
        encoder = charset.newEncoder();
        streets = plain(STREETS);
        towns = folded(TOWNS, word -> word.toUpperCase(Locale.ROOT));
        people = folded(PEOPLE, word -> word.toLowerCase(Locale.ROOT));
        domains = folded(DOMAINS, word -> word.toLowerCase(Locale.ROOT));
        customers = plain(CUSTOMERS);
        surfaces = plain(SURFACES);
        pads = plain(PADS);
    }

    private byte[][] plain(String[] words) {
        return Arrays.stream(words).filter(encoder::canEncode).map(Words::utf8).toArray(byte[][]::new);
    }

    private Word[] folded(String[] words, UnaryOperator<String> fold) {
        return Arrays.stream(words)
                .filter(encoder::canEncode)
                .map(word -> new Word(utf8(word), utf8(fold.apply(word))))
                .toArray(Word[]::new);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
