package io.quadrille.loadtests.start;

/** A program that prints a line: what a JVM takes to start and end. */
public final class Line {
    public static final String TEXT = "a line";

    private Line() {}

    public static void main(String... arguments) {
        System.out.println(TEXT);
    }
}
