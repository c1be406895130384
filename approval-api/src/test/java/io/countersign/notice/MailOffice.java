package io.countersign.notice;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.MovingClock;
import io.countersign.signin.FirstAdmin;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.web.util.UriUtils;

/** People around a server and a real mail server, which they read. */
final class MailOffice implements AutoCloseable {

    static final String API = "/api/governance/v1";
    static final String MLFLOW = "/api/2.0/mlflow";
    static final String PUBLIC_URL = "https://registry.example.com";
    static final String PASSWORD = "correct horse battery";

    private final int port = freePort();
    final MovingClock clock = new MovingClock();
    final NoticeSettings settings = new NoticeSettings(
            PUBLIC_URL,
            new MailSettings("127.0.0.1", port, MailSettings.Security.NONE, "registry@example.com", null, null));
    private GreenMail mail = started();
    InProcessServer server;

    MailOffice() {
        InProcessServer first = InProcessServer.onAnEmptyDatabase();
        first.close();
        server = InProcessServer.on(first.database(), clock, settings);
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GreenMail started() {
        GreenMail started = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        started.start();
        return started;
    }

    void mailServerStops() {
        mail.stop();
    }

    void mailServerStarts() {
        mail = started();
    }

    void restarts(Clock time) {
        server.close();
        server = InProcessServer.on(server.database(), time, settings);
    }

    InProcessServer another() {
        return InProcessServer.on(server.database(), clock, settings);
    }

    Caller admin() {
        return as(FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    }

    Caller as(String name) {
        return as(name, PASSWORD);
    }

    private Caller as(String name, String password) {
        return new Caller(server, name, password);
    }

    void hired(String name, String... roles) {
        admin().post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        admin().send("PUT", API + "/users/" + name, Map.of("roles", List.of(roles)));
    }

    /** Hired, and told by e-mail. */
    void reached(String name, String... roles) {
        hired(name, roles);
        prefers(name, Map.of("address", address(name)));
    }

    void prefers(String name, Map<String, ?> email) {
        as(name).send("PUT", API + "/notices/preferences", Map.of("email", email));
    }

    static String address(String name) {
        return name + "@people.example.com";
    }

    String aModel(String author) {
        String model = "m-" + UUID.randomUUID();
        as(author).post(MLFLOW + "/registered-models/create", Map.of("name", model));
        as(author).post(MLFLOW + "/model-versions/create", Map.of("name", model, "source", "s3://b/m"));
        return model;
    }

    /** The id of a request that the version move to Production. */
    String asks(String who, String model) {
        return as(who).post(
                        API + "/models/" + UriUtils.encodePathSegment(model, StandardCharsets.UTF_8) + "/requests",
                        Map.of("change", Map.of("kind", "stage", "version", "1", "stage", "Production")))
                .get("request_id")
                .asString();
    }

    void says(String who, String request, String what) {
        as(who).post(API + "/requests/" + request + "/" + what, Map.of());
    }

    /** In the order in which they came. */
    List<MimeMessage> mailsTo(String name) {
        return Stream.of(mail.getReceivedMessages())
                .filter(message -> isTo(message, address(name)))
                .toList();
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            return Stream.of(message.getRecipients(Message.RecipientType.TO))
                    .map(Address::toString)
                    .anyMatch(address::equals);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> subjectsTo(String name) {
        return mailsTo(name).stream().map(MailOffice::subject).toList();
    }

    static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(MimeMessage message) {
        try {
            return ((String) message.getContent()).replace("\r\n", "\n");
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitMails(String name, int count) {
        Deadline.soon(
                count + " mails to " + name + ", whose notices are " + states(name),
                () -> mailsTo(name).size() >= count);
    }

    List<String> states(String name) {
        return server.sql()
                .queryForList(
                        "select happening || ' ' || state from ops.notices"
                                + " where owner = (select subject_id from ops.users where username = ?)"
                                + " order by made_at, happening",
                        String.class,
                        name);
    }

    /** Waits until a notice was tried so often, and what came of it is written down. */
    void awaitTried(int times) {
        Deadline.soon(
                "it was tried " + times + " times",
                () -> Boolean.TRUE.equals(server.sql()
                        .queryForObject(
                                "select exists (select from ops.notices where attempts >= ? and leased_until is null)",
                                Boolean.class,
                                times)));
    }

    /** Waits until everything that happened so far was told, or is to be at some later time. */
    void awaitTold() {
        Long head = server.sql().queryForObject("select max(global_index) from log.domain_event_entry", Long.class);
        Deadline.soon("the stream has passed event " + head, () -> position() >= (head == null ? 0 : head));
        Deadline.soon("nothing is to be told now", () -> isEverythingTold());
    }

    private long position() {
        Long position = server.sql()
                .queryForObject(
                        "select coalesce(max((convert_from(token, 'UTF8')::jsonb ->> 'index')::bigint), -1)"
                                + " from ops.token_entry where processor_name = 'notices'",
                        Long.class);
        return position == null ? -1 : position;
    }

    private boolean isEverythingTold() {
        return Boolean.TRUE.equals(server.sql()
                .queryForObject(
                        "select not exists (select from ops.notice_occasions)"
                                + " and not exists (select from ops.notices where state = 'due' and due_at <= ?)",
                        Boolean.class,
                        Timestamp.from(clock.instant())));
    }

    /** Nobody is reached any more, and nothing was ever sent. */
    void forgets() {
        awaitTold();
        server.sql().update("delete from ops.notice_channels");
        server.sql().update("delete from ops.notices");
        mail.reset();
    }

    @Override
    public void close() {
        server.close();
        mail.stop();
    }
}
