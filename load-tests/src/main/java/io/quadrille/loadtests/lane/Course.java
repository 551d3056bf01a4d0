package io.quadrille.loadtests.lane;

import java.nio.file.Path;
import java.util.List;

/**
 * What a lap works on.
 *
 * @param file the source
 * @param folder for what the lap writes; removed after it
 * @param options what the candidate understands, such as a number of steps
 */
public record Course(Path file, Path folder, List<String> options) {
    public Course {
        options = List.copyOf(options);
    }
}
