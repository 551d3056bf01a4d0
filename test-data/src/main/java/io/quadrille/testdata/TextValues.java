package io.quadrille.testdata;

/** The free text of a pipeline's records: mostly words, now and then an oddity, at most two values of 300 KB a file. */
final class TextValues {

    private static final int ODD = 21;
    private static final int HUGE_ONCE_IN = 400;
    private static final int MOST_HUGE = 2;

    private final Recipe recipe;
    private final Oddities oddities;
    private int huge;

    TextValues(Recipe recipe) {
        this.recipe = recipe;
        oddities = new Oddities(recipe.form().charset());
    }

    /** Whether the record gets an oddity instead of its ordinary text. */
    boolean isOdd(long index) {
        return Draw.within(recipe.mixture().oddities(), Draw.hash(recipe.seed(), ODD, index));
    }

    void addOddity(Utf8Text target, Draw draw) {
        boolean giantsAllowed = recipe.records() >= DirtKind.RECORDS_FOR_GIANTS;
        if (giantsAllowed && huge < MOST_HUGE && draw.once(HUGE_ONCE_IN)) {
            huge++;
            oddities.addHuge(target);
        } else {
            oddities.add(target, draw);
        }
    }

    /** Adds a line end such as cells contain: mostly the file's own. */
    void addLineBreak(Utf8Text target, Draw draw) {
        LineEnd[] all = {recipe.form().lineEnd(), recipe.form().lineEnd(), LineEnd.LF, LineEnd.CRLF};
        target.add(draw.among(all).bytes());
    }
}
