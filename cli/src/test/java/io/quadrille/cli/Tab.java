package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page in a browser. What its scripts complain of, and what its security policy refuses, is kept. */
final class Tab {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int PATIENCE_MILLIS = 30_000;

    private final Chromium browser;
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Tab(Chromium browser, String session) {
        this.browser = browser;
        this.session = session;
        browser.listen(session, this::hear);
        call("Page.enable", JSON.createObjectNode());
        call("Runtime.enable", JSON.createObjectNode());
        call("Log.enable", JSON.createObjectNode());
        size(1180, 800);
        dark(false);
    }

    private void hear(JsonNode event) {
        String method = event.get("method").textValue();
        JsonNode params = event.get("params");
        if (method.equals("Runtime.exceptionThrown")) {
            complaints.add(params.get("exceptionDetails").toString());
        } else if (method.equals("Log.entryAdded")
                && params.path("entry").path("level").asText().equals("error")
                && !params.path("entry").path("source").asText().equals("network")) {
            complaints.add(params.get("entry").path("text").asText());
        } else if (method.equals("Runtime.consoleAPICalled")
                && params.path("type").asText().equals("error")) {
            complaints.add(params.path("args").toString());
        }
    }

    private JsonNode call(String method, ObjectNode parameters) {
        return browser.call(session, method, parameters);
    }

    Tab size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        return this;
    }

    Tab dark(boolean dark) {
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
        return this;
    }

    Tab go(String url) {
        call("Page.navigate", JSON.createObjectNode().put("url", url));
        return this;
    }

    /** What an expression gives, awaited where it is a promise. */
    JsonNode eval(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                JSON.createObjectNode()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        assertThat(result.has("exceptionDetails"))
                .as(expression + ": " + result)
                .isFalse();
        return result.get("result").path("value");
    }

    /** Waits until an expression is true: looked at with each frame that the page draws, and after each of its waits. */
    Tab until(String expression) {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (true) {
            String waiting = "new Promise(done => { const end = Date.now() + 2000; const look = () => { let is = false;"
                    + " try { is = !!(" + expression + "); } catch (e) { is = false; }"
                    + " if (is || Date.now() > end) done(is); else setTimeout(look, 20); }; look(); })";
            JsonNode found;
            try {
                found = eval(waiting);
            } catch (AssertionError navigated) {
                // The page that was asked went away meanwhile.
                found = JSON.createObjectNode();
            }
            if (found.asBoolean(false)) {
                return this;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "never true: " + expression + "\nthe page says: " + text() + "\ncomplaints: " + complaints);
            }
        }
    }

    Tab untilText(String text) {
        return until("document.body.innerText.includes(" + quoted(text) + ")");
    }

    /** All that a reader sees. */
    String text() {
        return eval("document.body.innerText").asText();
    }

    /** Clicks what a selector finds first. */
    Tab click(String selector) {
        until("document.querySelector(" + quoted(selector) + ")");
        eval("document.querySelector(" + quoted(selector) + ").click()");
        return this;
    }

    Tab clickText(String element, String text) {
        String find = "[...document.querySelectorAll(" + quoted(element) + ")].find(each => each.textContent.includes("
                + quoted(text) + "))";
        until(find);
        eval(find + ".click()");
        return this;
    }

    /** Presses a key, as a keyboard does. */
    Tab press(String key) {
        String text = key.equals("Enter") ? "\r" : "";
        int code = key.equals("Enter") ? 13 : key.equals("Tab") ? 9 : key.equals("Escape") ? 27 : 0;
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    JSON.createObjectNode()
                            .put("type", type)
                            .put("key", key)
                            .put("code", key)
                            .put("text", type.equals("keyDown") ? text : "")
                            .put("windowsVirtualKeyCode", code));
        }
        return this;
    }

    /** A picture of the whole page in the build's output. */
    Tab picture(String name) {
        return picture(name, eval("document.documentElement.scrollHeight").intValue());
    }

    /** A picture of the page's top, as high as is said. */
    Tab picture(String name, int height) {
        eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        ObjectNode wish = JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true);
        wish.putObject("clip")
                .put("x", 0)
                .put("y", 0)
                .put("width", eval("innerWidth").intValue())
                .put("height", height)
                .put("scale", 1);
        try {
            Files.createDirectories(PICTURES);
            Files.write(
                    PICTURES.resolve(name + ".png"),
                    Base64.getDecoder()
                            .decode(call("Page.captureScreenshot", wish)
                                    .get("data")
                                    .textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Whether nothing has to be scrolled sideways for. */
    boolean fits() {
        return eval("document.documentElement.scrollWidth <= innerWidth").asBoolean();
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    static String quoted(String text) {
        return JSON.valueToTree(text).toString();
    }
}
