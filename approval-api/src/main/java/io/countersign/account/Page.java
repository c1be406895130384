package io.countersign.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** A page of HTML that runs no script, loads nothing, and has one style, which its policy knows by its hash. */
final class Page {

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent) }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2.5rem auto; padding: 0 1.25rem }
            header { display: flex; justify-content: space-between; align-items: baseline; border-bottom: 1px solid var(--line) }
            h1 { font-size: 1.3rem } h2 { font-size: 1.1rem; margin-top: 2.25rem }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem } dt { opacity: .7 } dd { margin: 0 }
            table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600 }
            td, th { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line) }
            form.issue { display: grid; gap: .75rem; max-width: 30rem } fieldset { border: 1px solid var(--line) }
            input[type=text], select { font: inherit; padding: .3rem .5rem; width: 100%; box-sizing: border-box }
            button { font: inherit; padding: .3rem .9rem; cursor: pointer } label { margin-right: 1rem }
            .secret, .problem { border: 1px solid; border-radius: .4rem; padding: .75rem 1rem; overflow-wrap: anywhere }
            .secret { border-color: #2a7d46 } .problem { border-color: #b3261e } .faint { opacity: .7 }
            """;

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s · Countersign</title><style>%s</style></head>
            <body>
            %s
            </body>
            </html>
            """;

    private Page() {}

    /**
     * @param title and
     * @param body with everything in it escaped that somebody wrote
     * @param formTargets where its forms lead to beside this server
     */
    static ResponseEntity<String> of(HttpStatus status, String title, String body, String formTargets) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", policy(formTargets))
                .header("Referrer-Policy", "same-origin") // without any, browsers would not say whose form it was
                .body(FRAME.formatted(title, STYLE, body));
    }

    private static String policy(String formTargets) {
        return "default-src 'none'; style-src 'sha256-" + hash() + "'; form-action 'self'"
                + (formTargets.isEmpty() ? "" : " " + formTargets)
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    private static String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha256.digest(STYLE.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }

    static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }
}
