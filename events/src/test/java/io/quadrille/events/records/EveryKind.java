package io.quadrille.events.records;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A record of every kind of component, for tests. */
public record EveryKind(
        String text,
        byte tiny,
        short small,
        int whole,
        long large,
        BigInteger huge,
        BigDecimal amount,
        boolean flag,
        LocalDate day,
        Instant moment,
        Suit suit,
        Optional<String> note,
        Optional<Long> count,
        Place place,
        List<Place> places,
        Optional<List<Integer>> numbers,
        @Sensitive String secret,
        @Sensitive Optional<BigDecimal> salary,
        Contact contact) {

    public static final RecordType<EveryKind> TYPE = RecordType.records("kinds.made.v1", EveryKind.class);

    /** An enum whose constants have bodies and another text than their names. */
    public enum Suit {
        HEARTS,
        SPADES {
            @Override
            public String toString() {
                return "♠";
            }
        }
    }

    /** Nested twice. */
    public record Place(String town, Optional<Spot> spot) {}

    /** The inner one. */
    public record Spot(BigDecimal latitude, BigDecimal longitude) {}

    /** Sensitive by what is in it. */
    public record Contact(@Sensitive String email, boolean verified) {}

    private static final String[] TEXTS = {
        "",
        " ",
        "null",
        "true",
        "0",
        "\"",
        "\\",
        "\\u0000",
        "\u0000\u0001\u001f",
        "\r\n\t",
        "\u2028\u2029",
        "\ufeff",
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "Ω≈ç√∫",
        "田中さん",
        "😀👩‍👩‍👧",
        "﷽",
        "\ufffe\uffff",
        "\u007f\u0085",
        "x".repeat(9000),
        "😀".repeat(3000),
        "a\u0301",
        "\u202eabc",
        "1;DROP TABLE users"
    };
    private static final String[] DECIMALS = {
        "0", "0.00", "-0.00", "1E+3", "1E-7", "12.50", "-99999999999999999999999999999999999999", "0E-10", "1.0E+400"
    };

    public static EveryKind random(Random random) {
        return new EveryKind(
                text(random),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                edge(random, Integer.MIN_VALUE, Integer.MAX_VALUE, random.nextInt())
                        .intValue(),
                edge(random, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()),
                new BigInteger(1 + random.nextInt(200), random).multiply(BigInteger.valueOf(random.nextInt(3) - 1)),
                decimal(random),
                random.nextBoolean(),
                random.nextInt(20) == 0 ? LocalDate.MIN : LocalDate.ofEpochDay(random.nextInt()),
                random.nextInt(20) == 0
                        ? Instant.MAX
                        : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                Suit.values()[random.nextInt(2)],
                random.nextBoolean() ? Optional.empty() : Optional.of(text(random)),
                random.nextBoolean() ? Optional.empty() : Optional.of(random.nextLong()),
                place(random),
                places(random),
                random.nextBoolean() ? Optional.empty() : Optional.of(List.of(random.nextInt(), 0)),
                text(random),
                random.nextBoolean() ? Optional.empty() : Optional.of(decimal(random)),
                new Contact(text(random), random.nextBoolean()));
    }

    public static List<Traced<EveryKind>> chunk(Random random, int records) {
        List<Traced<EveryKind>> chunk = new ArrayList<>();
        long line = 1 + random.nextInt(1000);
        for (int i = 0; i < records; i++) {
            line += random.nextInt(3);
            chunk.add(new Traced<>(new Origin(line, line * 90, i), random(random)));
        }
        return chunk;
    }

    private static Long edge(Random random, long lowest, long highest, long usual) {
        return switch (random.nextInt(10)) {
            case 0 -> lowest;
            case 1 -> highest;
            case 2 -> 0L;
            default -> usual;
        };
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static BigDecimal decimal(Random random) {
        return random.nextBoolean()
                ? new BigDecimal(DECIMALS[random.nextInt(DECIMALS.length)])
                : new BigDecimal(new BigInteger(100, random), random.nextInt(60) - 20);
    }

    private static Place place(Random random) {
        return new Place(
                text(random),
                random.nextBoolean() ? Optional.empty() : Optional.of(new Spot(decimal(random), decimal(random))));
    }

    private static List<Place> places(Random random) {
        List<Place> places = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            places.add(place(random));
        }
        return places;
    }
}
