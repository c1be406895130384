package io.countersign.demo;

import io.countersign.startup.StartupError;
import java.io.PrintWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import tools.jackson.core.JacksonException;

/** Plays the story on a server. Played again, it adds runs and versions to those of the earlier time. */
public final class Demo {

    private final URI server;
    private final @Nullable Credentials admin;
    private final Story story;

    /** @param admin null when none are known; a server without sign-in needs none */
    public Demo(URI server, @Nullable Credentials admin, PrintWriter out) {
        this.server = server;
        this.admin = admin;
        this.story = new Story(out);
    }

    /** @throws StartupError when the server is not there, or does not let the story be played */
    public void play() {
        try (Cast cast = cast()) {
            Play play = new Play(server, cast, story);
            String version = play.perform();
            play.showLife(version);
            farewell(cast);
        } catch (MlflowClientException e) {
            throw Failures.told(server, e);
        } catch (JacksonException e) {
            throw StartupError.of("What answers at %s is not Countersign.", server);
        }
    }

    private Cast cast() {
        return wantsSignIn() ? people() : onePerson();
    }

    private boolean wantsSignIn() {
        try (Connection anybody = new Connection(server, null)) {
            anybody.get("/api/2.0/mlflow/experiments/search?max_results=1");
            return false;
        } catch (MlflowHttpException e) {
            if (e.getStatusCode() == 401) {
                return true;
            }
            throw e;
        }
    }

    private Cast people() {
        if (admin == null) {
            throw StartupError.of(
                    "%s wants a sign-in; set COUNTERSIGN_ADMIN_PASSWORD or give --admin-password.", server);
        }
        try (Connection connection = new Connection(server, admin)) {
            Cast cast = new Casting(server, connection).people();
            story.line("The story of ten polynomials, played on %s", server);
            story.line(
                    "with %s, who makes models, and %s and %s, who review them.",
                    cast.author().name(), cast.reviewer().name(), cast.second().name());
            return cast;
        }
    }

    private Cast onePerson() {
        story.line("The story of ten polynomials, played on %s", server);
        story.line("by one person: this server asks nobody to sign in, so requests and approvals come from the same");
        story.line("hand, and the log marks each of them with the policy 'single-person'.");
        return Cast.alone(new Person("you", new Connection(server, null)));
    }

    private void farewell(Cast cast) {
        story.line("");
        if (!cast.isAlone()) {
            story.line(
                    "Demo users, with passwords made just now, to try things out (delete them on a server that matters):");
            cast.credentials().forEach(made -> story.line("   %-12s  %s", made.username(), made.password()));
        }
    }
}
