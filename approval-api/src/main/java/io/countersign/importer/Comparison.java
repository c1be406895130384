package io.countersign.importer;

import io.countersign.importer.Facts.Fact;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Of both servers, how many of each kind there are, and a digest over all of them: the sum of the SHA-256 of each, so that
 * the order does not matter. Safe for many threads.
 */
final class Comparison {

    private static final int SHOWN = 20;
    private static final List<String> KINDS = List.of(
            "experiments", "runs", "params", "tags", "metric points", "artifacts", "models", "versions", "aliases");
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(256);

    private final Map<String, Sum> there = new LinkedHashMap<>();
    private final Map<String, Sum> here = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();

    /** What both servers say of one thing. */
    synchronized void add(String thing, Facts onThat, Facts onThis) {
        onThat.all().forEach((what, fact) -> sum(there, fact.kind()).add(thing, what, fact));
        onThis.all().forEach((what, fact) -> sum(here, fact.kind()).add(thing, what, fact));
        TreeSet<String> all = new TreeSet<>(onThat.all().keySet());
        all.addAll(onThis.all().keySet());
        all.forEach(what -> compare(
                thing + ": " + what, onThat.all().get(what), onThis.all().get(what)));
    }

    private void compare(String what, @Nullable Fact onThat, @Nullable Fact onThis) {
        if (!java.util.Objects.equals(onThat, onThis)) {
            problems.add(what + " is different: there " + shown(onThat) + ", here " + shown(onThis));
        }
    }

    private static String shown(@Nullable Fact fact) {
        if (fact == null) {
            return "none";
        }
        String value = fact.value().length() > 100 ? fact.value().substring(0, 100) + "…" : fact.value();
        return "\"" + value + "\"";
    }

    /** Something that could not be brought here, and why. */
    synchronized void left(String what, String why) {
        problems.add(what + " was left: " + why);
    }

    /** Something that could not be brought here, which the servers are compared without. */
    synchronized void left(String what, String why, Facts onThat) {
        onThat.all().forEach((of, fact) -> sum(there, fact.kind()).add(what, of, fact));
        left(what, why);
    }

    /** Something that was asked for here, for the policies want somebody else to approve it. */
    synchronized void waits(String what) {
        waiting.add(what);
    }

    /** Prints what was found. @return whether both servers have the same */
    synchronized boolean print(PrintWriter out) {
        out.printf("%n%-14s %12s %12s   %s%n", "", "there", "here", "digest");
        KINDS.forEach(kind -> {
            Sum that = sum(there, kind);
            Sum own = sum(here, kind);
            boolean same = that.digest().equals(own.digest()) && that.count == own.count;
            out.printf(
                    "%-14s %,12d %,12d   %s%n",
                    kind, that.count, own.count, same ? that.digest() : that.digest() + " / " + own.digest());
        });
        problems.stream().limit(SHOWN).forEach(problem -> out.println("  " + problem));
        if (problems.size() > SHOWN) {
            out.printf("  and %,d more%n", problems.size() - SHOWN);
        }
        out.println(
                problems.isEmpty()
                        ? "Everything is here as it is there."
                        : "%,d differences; what could be imported is here.".formatted(problems.size()));
        if (!waiting.isEmpty()) {
            out.printf(
                    "%,d changes were asked for in your name, and wait until somebody else approves them:%n",
                    waiting.size());
            waiting.stream().limit(SHOWN).forEach(change -> out.println("  " + change));
        }
        out.flush();
        return problems.isEmpty();
    }

    private static Sum sum(Map<String, Sum> side, String kind) {
        return side.computeIfAbsent(kind, none -> new Sum());
    }

    private static final class Sum {
        private long count;
        private BigInteger digests = BigInteger.ZERO;

        void add(String thing, String what, Fact fact) {
            count += fact.count();
            digests = digests.add(sha256(thing + "\0" + what + "\0" + fact.value()))
                    .mod(LIMIT);
        }

        /** Its first 16 digits, which is enough to see. */
        String digest() {
            return HexFormat.of().toHexDigits(digests.shiftRight(192).longValue());
        }

        private static BigInteger sha256(String text) {
            try {
                return new BigInteger(
                        1, MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
            }
        }
    }
}
