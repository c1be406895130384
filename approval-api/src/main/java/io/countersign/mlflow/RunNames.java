package io.countersign.mlflow;

import java.util.concurrent.ThreadLocalRandom;

/** Names for runs that were given none: an adjective, an animal and a number. */
final class RunNames {

    private static final String[] ADJECTIVES = {
        "able", "amber", "brave", "bright", "calm", "clever", "crisp", "eager", "fair", "fleet", "gentle", "glad",
        "grand", "keen", "kind", "lively", "lucid", "mellow", "merry", "neat", "nimble", "patient", "plain", "proud",
        "quick", "quiet", "rapid", "sharp", "sincere", "smooth", "steady", "sturdy", "sunny", "swift", "tidy", "upbeat",
        "vivid", "warm", "wise", "witty"
    };
    private static final String[] ANIMALS = {
        "badger", "bat", "bear", "bee", "bison", "cat", "crane", "crow", "deer", "dolphin", "dove", "eagle", "elk",
        "falcon", "finch", "fox", "frog", "gull", "hare", "hawk", "heron", "horse", "ibis", "jay", "lark", "lynx",
        "marten", "mole", "newt", "otter", "owl", "panda", "puffin", "raven", "robin", "seal", "shrew", "stoat", "swan",
        "wren"
    };

    private RunNames() {}

    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return ADJECTIVES[random.nextInt(ADJECTIVES.length)] + "-" + ANIMALS[random.nextInt(ANIMALS.length)] + "-"
                + random.nextInt(1000);
    }
}
