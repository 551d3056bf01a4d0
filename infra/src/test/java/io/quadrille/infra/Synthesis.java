package io.quadrille.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.events.pipeline.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awscdk.App;

/** The templates of the examples in every size, made once for all tests, and of what else a test asks for. */
final class Synthesis {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Template> EXAMPLES = new LinkedHashMap<>();

    /** Where the examples' templates lie. */
    static final Path FOLDER = folder();

    static final Assets ASSETS = assets();

    static final List<Templates.Written> WRITTEN = write(FOLDER);

    private Synthesis() {}

    /** A template by its deployment's name, and every reader of it. */
    record Template(String name, JsonNode json) {
        /** The resources of a type, by logical id. */
        Map<String, JsonNode> all(String type) {
            Map<String, JsonNode> found = new LinkedHashMap<>();
            json.path("Resources").properties().forEach(resource -> {
                if (resource.getValue().path("Type").asText().equals(type)) {
                    found.put(resource.getKey(), resource.getValue());
                }
            });
            return found;
        }

        /** The properties of the resources of a type. */
        List<JsonNode> properties(String type) {
            return all(type).values().stream()
                    .map(resource -> resource.path("Properties"))
                    .toList();
        }

        /** The properties of the one resource of this logical id, less its hash. */
        JsonNode one(String type, String id) {
            List<JsonNode> found = all(type).entrySet().stream()
                    .filter(resource -> resource.getKey().matches(id + "[0-9A-F]{8}"))
                    .map(resource -> resource.getValue().path("Properties"))
                    .toList();
            if (found.size() != 1) {
                throw new AssertionError(name + " has " + found.size() + " " + type + " called " + id + " of "
                        + all(type).keySet());
            }
            return found.get(0);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Template> examples() {
        return EXAMPLES.values().stream();
    }

    static Template example(String deployment) {
        return EXAMPLES.get(deployment);
    }

    /** The template of another deployment than the examples'. */
    static Template of(Blueprint blueprint) {
        App app = Templates.app(App.Builder.create());
        String name = new QuadrilleStack(app, blueprint).getStackName();
        return new Template(
                name, JSON.valueToTree(app.synth().getStackByName(name).getTemplate()));
    }

    static Blueprint blueprint(Pipeline pipeline, Size size) {
        return Blueprint.of(pipeline, size, ASSETS);
    }

    /** How a value that is made of others reads: {@code <LandingBucket.Arn>/landing/*}. */
    static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        } else if (value.has("Ref")) {
            return "<" + value.path("Ref").asText() + ">";
        } else if (value.has("Fn::GetAtt")) {
            return "<" + value.at("/Fn::GetAtt/0").asText() + "."
                    + value.at("/Fn::GetAtt/1").asText() + ">";
        } else if (value.has("Fn::Join")) {
            List<String> parts = new ArrayList<>();
            value.at("/Fn::Join/1").forEach(part -> parts.add(text(part)));
            return String.join(value.at("/Fn::Join/0").asText(), parts);
        }
        return value.toString();
    }

    /** One value or a list of them. */
    static List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        if (values.isArray()) {
            values.forEach(value -> texts.add(text(value)));
        } else {
            texts.add(text(values));
        }
        return texts;
    }

    private static List<Templates.Written> write(Path folder) {
        try {
            List<Templates.Written> written = Templates.write(Pipelines.ALL, ASSETS, folder);
            for (Templates.Written template : written) {
                String file = template.file().getFileName().toString();
                String name = file.substring(0, file.indexOf('.'));
                EXAMPLES.put(
                        name, new Template(name, JSON.readTree(template.file().toFile())));
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        return Path.of("target", "templates");
    }

    /** A stand-in for the functions' zip, the same in every build. */
    private static Assets assets() {
        try {
            Path zip = Path.of("target", "stand-in.zip");
            Files.createDirectories(zip.getParent());
            try (OutputStream file = Files.newOutputStream(zip);
                    ZipOutputStream entries = new ZipOutputStream(file)) {
                ZipEntry jar = new ZipEntry("lib/quadrille.jar");
                jar.setTime(0);
                entries.putNextEntry(jar);
                entries.closeEntry();
            }
            return new Assets(zip, Path.of("Dockerfile"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
