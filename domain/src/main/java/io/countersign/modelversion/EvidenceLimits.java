package io.countersign.modelversion;

import io.countersign.rejection.Invalid;
import io.countersign.rejection.Rejection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What checks, slots for evidence and checklists may be called, and what may be said of them. */
public final class EvidenceLimits {

    public static final int MAX_NAME = 200;
    public static final int MAX_LINK = 2048;
    public static final int MAX_ANSWERS = 500;

    /** It stands in addresses, where nothing else must be meant by it. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._ -]*");

    /** Nothing that nobody sees: two names that look the same are the same. */
    private static final Pattern VISIBLE = Pattern.compile("[^\\p{C}\\p{Z}](([^\\p{C}\\p{Z}]| )*[^\\p{C}\\p{Z}])?");

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Set<String> OF_THE_WEB = Set.of("http", "https");

    private EvidenceLimits() {}

    /** @throws Rejection unless a slot or a checklist may be called so */
    public static String requirePlain(String name, String parameter) {
        requireLength(name, parameter, MAX_NAME);
        if (!PLAIN.matcher(name).matches()) {
            throw Invalid.value(
                    parameter,
                    name,
                    "begin with a letter or digit, and go on with these, spaces, periods, underscores and dashes.");
        }
        return name;
    }

    /** @throws Rejection unless a check, a job or an item of a checklist may be called so */
    public static String requireVisible(String name, String parameter) {
        requireLength(name, parameter, MAX_NAME);
        if (!VISIBLE.matcher(name).matches()) {
            throw Invalid.value(parameter, name, "use visible characters, and plain spaces only between them.");
        }
        return name;
    }

    /** @throws Rejection unless it is the name of a file, without any folder */
    public static String requireFileName(String name, String parameter) {
        requireVisible(name, parameter);
        if (name.contains("/") || name.contains("\\") || name.equals(".") || name.equals("..")) {
            throw Invalid.value(parameter, name, "use the name of a file, without folders.");
        }
        return name;
    }

    /**
     * @return the digest in lower case
     * @throws Rejection unless it is one
     */
    public static String requireSha256(String digest, String parameter) {
        if (!SHA_256.matcher(digest).matches()) {
            throw Invalid.value(parameter, digest, "use the 64 hexadecimal digits of a SHA-256.");
        }
        return digest.toLowerCase(Locale.ROOT);
    }

    /** @throws Rejection unless a browser may follow it, and it gives no password away */
    public static String requireLink(String link, String parameter) {
        requireLength(link, parameter, MAX_LINK);
        if (!isOfTheWeb(link)) {
            throw Invalid.value(
                    parameter, link, "use an address that begins with https:// or http://, without user and password.");
        }
        return link;
    }

    private static boolean isOfTheWeb(String link) {
        try {
            URI uri = new URI(link);
            return uri.getScheme() != null
                    && OF_THE_WEB.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void requireLength(String text, String parameter, int limit) {
        if (text.length() > limit) {
            throw Invalid.tooLong(parameter, limit);
        }
    }
}
