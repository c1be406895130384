package io.countersign.mlflow;

import io.countersign.experiment.ExperimentId;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.rejection.Invalid;
import io.countersign.run.RunId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Where artifacts are: in the server's own store, or in a remote one that clients reach themselves. */
public final class ArtifactLocations {

    static final String OWN_SCHEME = "mlflow-artifacts";

    private static final Set<String> LOCAL_SCHEMES = Set.of("file", "jar", "local", "sqlite");

    private ArtifactLocations() {}

    public static String ofExperiment(ExperimentId experiment) {
        return OWN_SCHEME + ":/" + experiment.value();
    }

    public static String ofRun(String experimentLocation, RunId run) {
        return base(experimentLocation) + "/" + run.value() + "/artifacts";
    }

    static String ofLoggedModel(String experimentLocation, LoggedModelId model) {
        return base(experimentLocation) + "/models/" + model.value() + "/artifacts";
    }

    private static String base(String location) {
        return location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
    }

    /**
     * A location on the server's or the client's own disk would let one reader of it read the files of another machine.
     *
     * @throws io.countersign.rejection.Rejection unless it is an absolute URI of a remote store without relative parts
     */
    static String requireRemote(String location, String parameter) {
        String scheme = scheme(location, parameter);
        if (LOCAL_SCHEMES.contains(scheme)) {
            throw Invalid.value(parameter, location, "it names a local file; use the server's store or a remote one.");
        }
        if (hasRelativePart(location)) {
            throw Invalid.value(parameter, location, "it must not contain relative parts such as '..' or a fragment.");
        }
        return location;
    }

    private static String scheme(String location, String parameter) {
        try {
            String scheme = new URI(location.replace(' ', '+')).getScheme();
            if (scheme != null && scheme.length() > 1) {
                return scheme.toLowerCase(Locale.ROOT);
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw Invalid.value(
                parameter, location, "use a URI of a remote store, such as runs:/…, mlflow-artifacts:/… or s3://….");
    }

    private static boolean hasRelativePart(String location) {
        String lowerCase = location.toLowerCase(Locale.ROOT);
        return location.contains("#")
                || location.contains("\\")
                || lowerCase.contains("%2e")
                || lowerCase.contains("%2f")
                || lowerCase.contains("%5c")
                || lowerCase.contains("%25")
                || java.util.Arrays.asList(location.split("[/:;?]")).contains("..");
    }
}
