package io.quadrille.observer.page;

import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** The page and the few files that it loads, from the class path. Thread safe. */
public final class PageFiles {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String INDEX = "index.html";
    /** Everything that is served, and as what; anything else is not found. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry(INDEX, "text/html; charset=utf-8"),
            Map.entry("icon.svg", "image/svg+xml"),
            Map.entry("page.css", STYLE),
            Map.entry("main.js", SCRIPT),
            Map.entry("api.js", SCRIPT),
            Map.entry("words.js", SCRIPT),
            Map.entry("parts.js", SCRIPT),
            Map.entry("runs.js", SCRIPT),
            Map.entry("run.js", SCRIPT),
            Map.entry("flow.js", SCRIPT),
            Map.entry("charts.js", SCRIPT),
            Map.entry("rejects.js", SCRIPT),
            Map.entry("actions.js", SCRIPT),
            Map.entry("vendor/htm-preact-3.1.1.js", SCRIPT),
            Map.entry("vendor/uplot-1.6.32.js", SCRIPT),
            Map.entry("vendor/uplot-1.6.32.css", STYLE),
            Map.entry("vendor/LICENSES.txt", "text/plain; charset=utf-8"));

    private PageFiles() {}

    public static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        Route.Answer index = (request, segments) -> serve(INDEX, request);
        routes.add(Route.get("/", index));
        routes.add(Route.get("/runs/{run}", index));
        routes.add(Route.get("/page/{file}", (request, segments) -> serve(segments.getOrDefault("file", ""), request)));
        routes.add(Route.get(
                "/page/vendor/{file}", (request, segments) -> serve("vendor/" + segments.get("file"), request)));
        return routes;
    }

    /** Kept by the browser, and asked for again each time by its tag: a new version shows at once. */
    private static Response serve(String file, Request request) {
        String type = TYPES.get(file);
        if (type == null) {
            throw HttpProblem.notFound("The page has no file '" + HttpProblem.shown(file) + "'.");
        }
        byte[] bytes = read(file);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        String tag = "\"%08x\"".formatted(crc.getValue());
        boolean kept = request.header("if-none-match").filter(tag::equals).isPresent();
        Response response = kept ? Response.of(304, type, new byte[0]) : Response.of(200, type, bytes);
        return response.with("Cache-Control", "no-cache").with("ETag", tag);
    }

    private static byte[] read(String file) {
        try (InputStream in = PageFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + file + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
