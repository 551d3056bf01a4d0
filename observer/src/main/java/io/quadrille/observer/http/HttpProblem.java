package io.quadrille.observer.http;

/** A request that cannot be answered, with one sentence: what is wrong, and what to do. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_SHOWN = 80;

    private final int status;

    public HttpProblem(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    public static HttpProblem badRequest(String sentence) {
        return new HttpProblem(400, sentence);
    }

    public static HttpProblem notFound(String sentence) {
        return new HttpProblem(404, sentence);
    }

    public int status() {
        return status;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** The problem's name: that of its status. */
    public String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 421 -> "Misdirected Request";
            case 422 -> "Unprocessable Content";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    /** What was given, short enough to be said in a sentence. */
    public static String shown(String given) {
        return given.length() <= LONGEST_SHOWN ? given : given.substring(0, LONGEST_SHOWN) + "…";
    }
}
