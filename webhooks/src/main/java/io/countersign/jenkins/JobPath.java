package io.countersign.jenkins;

import io.countersign.modelversion.EvidenceLimits;
import io.countersign.rejection.Invalid;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The path of a job through its folders, as people write it and as the server's addresses have it. */
final class JobPath {

    /** So that a job's path and a build's number together are short enough for what tells one check from another. */
    private static final int LONGEST = 180;

    /** Jenkins' own rule for names: its {@code checkGoodName} refuses these, and names of dots alone. */
    private static final Pattern UNUSABLE = Pattern.compile(".*[?*/\\\\%!@#$^&|<>\\[\\]:;].*|\\.{1,2}");

    private JobPath() {}

    /** @throws io.countersign.rejection.Rejection unless there can be such a job */
    static void require(String path) {
        if (path.length() > LONGEST) {
            throw Invalid.tooLong("job.path", LONGEST);
        }
        EvidenceLimits.requireVisible(path, "job.path");
        for (String name : path.split("/", -1)) {
            if (name.isBlank() || UNUSABLE.matcher(name).matches()) {
                throw Invalid.value(
                        "job.path",
                        path,
                        "name the folders and the job with a slash between them, as release/deploy; the names have none of "
                                + "?*\\%!@#$^&|<>[]:; in them.");
            }
        }
    }

    /** Below the server's own address, with a slash before and none behind. */
    static String address(String path) {
        return Arrays.stream(path.split("/"))
                .map(name -> "/job/" + encoded(name))
                .collect(Collectors.joining());
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
