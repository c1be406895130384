package io.countersign.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Not a Jenkins: a stand-in that keeps to what today's Jenkins promises to remote callers, where the Hudson of
 * {@link HudsonTest} knows no better. Its rules, each with where it is from:
 *
 * <ul>
 *   <li>A POST without an API token needs the crumb of its own session, in the header that {@code crumbIssuer/api/json} names;
 *       without it 403 "No valid crumb was included in the request" (User Handbook, "CSRF Protection").
 *   <li>{@code Basic user:apitoken} needs no crumb; {@code Basic user:password} does (User Handbook, "Remote Access API", and
 *       the upgrade notes of 2.96).
 *   <li>{@code token=} starts a job without an account (job configuration, "Trigger builds remotely").
 *   <li>{@code POST …/buildWithParameters} is answered 201 with {@code Location: …/queue/item/N/}; parameters that the job does
 *       not define are ignored; what is not parameterized is answered 400, what is disabled 409 ({@code ParameterizedJobMixIn},
 *       "Remote Access API").
 *   <li>A queue item has {@code why} while it waits, then {@code executable} with number and url, or {@code cancelled}; it is
 *       forgotten, 404, some minutes after it left the queue ({@code hudson.model.Queue}).
 *   <li>A build has {@code building}, {@code result} once it has one, and {@code queueId} ({@code hudson.model.Run}).
 *   <li>Folders are {@code /job/folder/job/name} ("Folders" plugin).
 * </ul>
 */
final class JenkinsContractServer implements AutoCloseable {

    static final String CONTEXT = "/jenkins";
    static final String API_TOKEN = "11e4f8a1b2c3d4e5f60718293a4b5c6d7e";
    static final String PASSWORD = "a password of ci";
    static final String TRIGGER_TOKEN = "sesame open the build";

    private static final Pattern QUEUE_ITEM = Pattern.compile("/queue/item/(\\d+)/api/json");
    private static final Pattern JOB = Pattern.compile("((?:/job/[^/]+)+)/(build|buildWithParameters|api/json)");
    private static final Pattern BUILD = Pattern.compile("((?:/job/[^/]+)+)/(\\d+)/api/json");

    private final HttpServer server;
    private final Map<String, List<String>> jobs = new TreeMap<>();
    private final Map<String, String> crumbs = new TreeMap<>();
    private final List<Item> items = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    /** Where somebody waits in the queue, and the build that came of it. */
    private static final class Item {
        final int id;
        final String job;
        final Map<String, String> parameters;
        boolean cancelled;
        boolean forgotten;

        @Nullable
        Integer number;

        @Nullable
        String result;

        Item(int id, String job, Map<String, String> parameters) {
            this.id = id;
            this.job = job;
            this.parameters = parameters;
        }
    }

    JenkinsContractServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::serve);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + CONTEXT;
    }

    static String basic(String secret) {
        return "Basic " + Base64.getEncoder().encodeToString(("ci:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** @param parameters that it defines; null when it is not parameterized */
    synchronized void hasJob(String path, String @Nullable ... parameters) {
        jobs.put(path, parameters == null ? List.of("not parameterized") : List.of(parameters));
    }

    /** Method and path of each. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** The paths of what asks for builds. */
    synchronized List<String> posts() {
        return calls.stream()
                .filter(call -> call.startsWith("POST "))
                .map(call -> call.substring("POST ".length()))
                .toList();
    }

    synchronized int queued() {
        return items.size();
    }

    /** By the place in the queue, from 0. */
    synchronized Map<String, String> parameters(int place) {
        return items.get(place).parameters;
    }

    synchronized void begins(int place, int number) {
        items.get(place).number = number;
    }

    synchronized void ends(int place, String result) {
        items.get(place).result = result;
    }

    synchronized void isCancelled(int place) {
        items.get(place).cancelled = true;
    }

    synchronized void forgetsThePlace(int place) {
        items.get(place).forgotten = true;
    }

    synchronized void losesAll() {
        items.clear();
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath().replaceFirst("^" + CONTEXT, "");
            calls.add(exchange.getRequestMethod() + " " + path);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            answer(exchange, path, form(body));
        }
    }

    private void answer(HttpExchange exchange, String path, Map<String, String> form) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        boolean token = TRIGGER_TOKEN.equals(form.get("token"));
        boolean known =
                basic(API_TOKEN).equals(authorization) || basic(PASSWORD).equals(authorization);
        if (authorization != null && !known) {
            reply(exchange, 401, "Invalid password/token for user: ci");
        } else if (path.equals("/crumbIssuer/api/json")) {
            issue(exchange);
        } else if (exchange.getRequestMethod().equals("POST")) {
            if (!basic(API_TOKEN).equals(authorization) && !hasCrumb(exchange)) {
                reply(exchange, 403, "No valid crumb was included in the request");
            } else if (!known && !token) {
                reply(exchange, 403, "anonymous is missing the Job/Build permission");
            } else {
                build(exchange, path, form);
            }
        } else {
            show(exchange, path);
        }
    }

    private void issue(HttpExchange exchange) throws IOException {
        String session = UUID.randomUUID().toString();
        String crumb = UUID.randomUUID().toString();
        crumbs.put(session, crumb);
        exchange.getResponseHeaders().add("Set-Cookie", "route=node-1; Path=/");
        exchange.getResponseHeaders().add("Set-Cookie", "JSESSIONID.7=" + session + "; Path=/jenkins; HttpOnly");
        reply(
                exchange,
                200,
                json(Map.of(
                        "_class", "hudson.security.csrf.DefaultCrumbIssuer",
                        "crumb", crumb,
                        "crumbRequestField", "Jenkins-Crumb")));
    }

    private boolean hasCrumb(HttpExchange exchange) {
        String cookies = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
        Matcher session = Pattern.compile("JSESSIONID\\.7=([^;]+)").matcher(cookies);
        return session.find()
                && cookies.contains("route=node-1")
                && String.valueOf(crumbs.get(session.group(1)))
                        .equals(exchange.getRequestHeaders().getFirst("Jenkins-Crumb"));
    }

    private void build(HttpExchange exchange, String path, Map<String, String> form) throws IOException {
        Matcher job = JOB.matcher(path);
        String name = job.matches() ? name(job.group(1)) : "";
        List<String> defined = jobs.get(name);
        if (defined == null) {
            reply(exchange, 404, "Not Found");
        } else if (defined.contains("disabled")) {
            reply(exchange, 409, name + " is not buildable");
        } else if (job.group(2).equals("buildWithParameters") == defined.contains("not parameterized")) {
            reply(exchange, 400, "Nothing is submitted, or " + name + " is not parameterized");
        } else {
            Map<String, String> taken = new TreeMap<>(form);
            taken.keySet().retainAll(defined);
            items.add(new Item(items.size() + 7, name, taken));
            exchange.getResponseHeaders().add("Location", base() + "/queue/item/" + items.getLast().id + "/");
            reply(exchange, 201, "");
        }
    }

    private void show(HttpExchange exchange, String path) throws IOException {
        Matcher place = QUEUE_ITEM.matcher(path);
        Matcher build = BUILD.matcher(path);
        Matcher job = JOB.matcher(path);
        String json = null;
        if (place.matches()) {
            json = items.stream()
                    .filter(item -> item.id == Integer.parseInt(place.group(1)) && !item.forgotten)
                    .findFirst()
                    .map(this::inQueue)
                    .orElse(null);
        } else if (build.matches()) {
            json = items.stream()
                    .filter(item -> item.job.equals(name(build.group(1)))
                            && Integer.valueOf(build.group(2)).equals(item.number))
                    .findFirst()
                    .map(item -> json(described(item)))
                    .orElse(null);
        } else if (job.matches() && jobs.containsKey(name(job.group(1)))) {
            json = json(Map.of(
                    "name",
                    name(job.group(1)),
                    "builds",
                    items.stream()
                            .filter(item -> item.number != null && item.job.equals(name(job.group(1))))
                            .map(item -> Map.of("number", item.number, "queueId", item.id))
                            .toList()));
        }
        reply(exchange, json == null ? 404 : 200, json == null ? "Not Found" : json);
    }

    private String inQueue(Item item) {
        Map<String, Object> members = new TreeMap<>();
        members.put("id", item.id);
        if (item.cancelled) {
            members.put("cancelled", true);
        } else if (item.number == null) {
            members.put("why", "Waiting for next available executor");
        } else {
            members.put("executable", Map.of("number", item.number, "url", url(item)));
        }
        return json(members);
    }

    private Map<String, Object> described(Item item) {
        Map<String, Object> members = new TreeMap<>();
        members.put("number", item.number);
        members.put("building", item.result == null);
        members.put("result", item.result);
        members.put("queueId", item.id);
        return members;
    }

    private String url(Item item) {
        return "https://ci.example.com/job/" + item.job.replace("/", "/job/").replace(" ", "%20") + "/" + item.number
                + "/";
    }

    private static String name(String address) {
        return URLDecoder.decode(address.substring("/job/".length()).replace("/job/", "/"), StandardCharsets.UTF_8);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.isEmpty() ? new String[0] : body.split("&")) {
            String[] both = pair.split("=", 2);
            form.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static String json(Map<String, ?> members) {
        return JsonMapper.shared().writeValueAsString(members);
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
