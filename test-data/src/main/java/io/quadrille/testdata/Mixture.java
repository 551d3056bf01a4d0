package io.quadrille.testdata;

/**
 * How many records of a file are special, each in percent of the records.
 *
 * @param dirt records spoiled so that a step rejects them
 * @param duplicates records with the key of an earlier record
 * @param oddities records with a value that looks dangerous and must be carried byte for byte
 * @param blankLines records with a blank line before them
 */
public record Mixture(double dirt, double duplicates, double oddities, double blankLines) {

    private static final Mixture HARMLESS = new Mixture(0, 0, 2, 0.5);

    public Mixture {
        check("dirt", dirt);
        check("duplicates", duplicates);
        check("oddities", oddities);
        check("blank lines", blankLines);
    }

    static Mixture harmless() {
        return HARMLESS;
    }

    private static void check(String name, double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException(name + " is " + percent + " %, expected 0 to 100");
        }
    }
}
