package io.countersign.account;

import static io.countersign.account.Page.escaped;

import io.countersign.access.SignedIn;
import io.countersign.identity.Authentication;
import io.countersign.identity.Role;
import io.countersign.token.AccessToken;
import io.countersign.token.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sees of their account.
 *
 * @param groups that they are in
 * @param tokens of theirs, the newest first; null when they may have none
 * @param csrf what their forms send along against forgery; null without a session
 */
record AccountPage(
        SignedIn me,
        Collection<String> groups,
        @Nullable List<AccessToken> tokens,
        @Nullable String csrf,
        Instant now) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final Map<String, String> WAYS = Map.of(
            "session", "in this browser, at the OpenID provider",
            "oidc", "by a token of the OpenID provider",
            "token", "by a token of this server",
            "basic", "by name and password",
            "none", "not at all: this server serves one person");

    /** With something that was just done said first, as HTML. */
    String html(String news) {
        return header() + news + account() + (tokens == null ? "" : table(tokens) + issueForm());
    }

    private String header() {
        String out = "session".equals(me.credential().method()) ? form("/logout", "", "<button>Sign out</button>") : "";
        return "<header><h1>Countersign</h1>" + out + "</header>\n";
    }

    private String account() {
        Authentication shown = me.credential().authentication();
        return "<h2>" + escaped(me.username()) + "</h2>\n<dl>"
                + entry("Roles", roles())
                + entry("Groups", groups.isEmpty() ? "none" : escaped(String.join(", ", groups)))
                + entry("Signed in", WAYS.getOrDefault(me.credential().method(), "") + seen(shown))
                + "</dl>\n";
    }

    private String roles() {
        return me.actor().roles().isEmpty()
                ? "none yet: whoever manages accounts where you signed in can give you one"
                : me.actor().roles().stream().sorted().map(Role::label).collect(Collectors.joining(", "));
    }

    private static String seen(@Nullable Authentication shown) {
        return shown == null || shown.at().equals(Instant.EPOCH) ? "" : ", who last saw you " + TIME.format(shown.at());
    }

    private static String entry(String term, String description) {
        return "<dt>" + term + "</dt><dd>" + description + "</dd>\n";
    }

    private String table(List<AccessToken> tokens) {
        String rows = tokens.stream()
                .filter(token -> token.revoked() == null && now.isBefore(token.expires()))
                .map(this::row)
                .collect(Collectors.joining());
        return "<h2>Tokens</h2>\n<p class=faint>By these your programs sign in as you, for example MLflow's client"
                + " (<code>MLFLOW_TRACKING_TOKEN</code>) or the Databricks SDK (<code>DATABRICKS_TOKEN</code>).</p>\n"
                + (rows.isEmpty()
                        ? "<p>You have none.</p>\n"
                        : "<table><tr><th>Name<th>Good for<th>Last used<th>Expires<th></tr>\n" + rows + "</table>\n");
    }

    private String row(AccessToken token) {
        String revoke = form("/account/tokens/" + token.id().value() + "/revoke", "", "<button>Revoke</button>");
        return Stream.of(
                        escaped(token.name()),
                        scopes(token),
                        Optional.ofNullable(token.lastUsed()).map(TIME::format).orElse("never"),
                        TIME.format(token.expires()),
                        revoke)
                .map(cell -> "<td>" + cell)
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String scopes(AccessToken token) {
        return token.scopes().stream()
                .sorted(Comparator.naturalOrder())
                .map(Scope::label)
                .collect(Collectors.joining(", "));
    }

    private String issueForm() {
        String scopes = Stream.of(Scope.values())
                .map(scope -> "<label><input type=checkbox name=scopes value=%s%s> %s</label>"
                        .formatted(scope.label(), Scope.BY_DEFAULT.contains(scope) ? " checked" : "", scope.label()))
                .collect(Collectors.joining("\n"));
        return "<h2>A new token</h2>\n" + form("/account/tokens", "issue", """
                <label>Name <input type=text name=name required maxlength=128 autocomplete=off></label>
                <fieldset><legend>Good for</legend>%s</fieldset>
                <label>Expires after <select name=lifetime>
                <option value=7d>7 days<option value=30d>30 days<option value=90d selected>90 days<option value=366d>a year
                </select></label>
                <div><button>Issue</button></div>""".formatted(scopes));
    }

    private String form(String action, String style, String content) {
        String proof = csrf == null ? "" : "<input type=hidden name=_csrf value=\"" + escaped(csrf) + "\">";
        return "<form method=post action=\"%s\" class=\"%s\">%s%s</form>".formatted(action, style, proof, content);
    }

    /** What was just issued, once. */
    static String secret(AccessToken.Issued issued) {
        return "<p class=secret>The token <b>%s</b>: <code id=secret>%s</code><br>Copy it now; it is not shown again.</p>\n"
                .formatted(escaped(issued.token().name()), escaped(issued.secret()));
    }

    static String problem(String text) {
        return "<p class=problem>" + escaped(text) + "</p>\n";
    }
}
