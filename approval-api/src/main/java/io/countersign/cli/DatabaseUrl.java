package io.countersign.cli;

import io.countersign.database.DatabaseAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes user and password out of a JDBC URL, so that no message or log ever shows them. */
final class DatabaseUrl {

    private DatabaseUrl() {}

    /** What the URL says goes before what is given beside it. */
    static DatabaseAddress parse(String url, @Nullable String givenUser, @Nullable String givenPassword) {
        int question = url.indexOf('?');
        String user = givenUser == null ? "" : givenUser;
        String password = givenPassword == null ? "" : givenPassword;
        List<String> rest = new ArrayList<>();
        for (String parameter :
                question < 0 ? new String[0] : url.substring(question + 1).split("&", -1)) {
            if (parameter.startsWith("user=")) {
                user = decoded(parameter);
            } else if (parameter.startsWith("password=")) {
                password = decoded(parameter);
            } else {
                rest.add(parameter);
            }
        }
        String base = question < 0 ? url : url.substring(0, question);
        return new DatabaseAddress(rest.isEmpty() ? base : base + "?" + String.join("&", rest), user, password);
    }

    private static String decoded(String parameter) {
        return URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
    }
}
