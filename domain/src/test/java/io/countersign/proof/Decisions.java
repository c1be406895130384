package io.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A small log in which somebody approves, and what it gives out of it. */
final class Decisions {

    static final NoteSigner LOG = NoteSigner.of("example.com/log", NoteKey.Kind.LOG, seed(1));
    static final NoteSigner WITNESS = NoteSigner.of("witness.example/w", NoteKey.Kind.WITNESS, seed(2));
    static final int PLACE = 5;

    static final String METADATA = "{\"actor\":\"rita\",\"authentication\":\"token\",\"requestId\":\"r-1\"}";

    static final String APPROVED = """
            {"model":"0198c0de00007000800000000000000b","requests":["0198c0de00007000800000000000000d"],"version":3,\
            "from":"STAGING","to":"PRODUCTION","by":"rita","comment":{"subject":"rita","ciphertext":"bm9uY2U="},\
            "archived":[1,2],"policies":[{"name":"risk","revision":7}],"decided":{"about":{"model":{"name":"churn","tags":{}},\
            "approvals":[{"by":"rita","groups":["risk"],"at":"2026-11-23T12:00:00Z","meaning":"reviewed"}],\
            "candidate":{"metrics":{"auc":0.91}}},"subject":{"artifacts":"%s","source":"s3://b/m"},\
            "evaluation":{"policies":[{"policy":{"name":"risk","revision":7},"topic":"stage/3/Production","findings":\
            [{"rule":"approvals","status":"SATISFIED","says":"Enough.","lookedAt":[],"open":[]}]}]}}}""".formatted("d1".repeat(32));

    private Decisions() {}

    static byte[] seed(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        return seed;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static LogEntry entry(int place, String type, String payload) {
        return new LogEntry(
                "RegisteredModel",
                "model/0198c0de00007000800000000000000b",
                place,
                "event-" + place,
                type,
                "2",
                "2026-11-23T12:00:0" + place % 10 + "Z",
                Hash.ofBytes(bytes(payload)),
                Hash.ofBytes(bytes(METADATA)));
    }

    /** At {@link #PLACE} of a log of 11, which a witness has seen. */
    static Receipt receipt(String type, String payload) {
        LogEntry entry = entry(PLACE, type, payload);
        return Receipt.of(entry, bytes(payload), bytes(METADATA), proof(entry), LOG);
    }

    static TlogProof proof(LogEntry entry) {
        List<byte[]> entries = new ArrayList<>();
        for (int place = 0; place < 11; place++) {
            entries.add((place == PLACE ? entry : entry(place, "run.started", "{}")).canonical());
        }
        MerkleTree tree = new MerkleTree(Leaves.of(entries.stream()), entries.size());
        SignedNote checkpoint = SignedNote.of(new Checkpoint("example.com/log", 11, tree.root()).text(), LOG, 0)
                .with(WITNESS, 1_795_435_200);
        return new TlogProof(new byte[0], PLACE, tree.inclusion(PLACE), checkpoint);
    }
}
