package io.countersign.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.proof.Checkpoint;
import io.countersign.proof.Forged;
import io.countersign.proof.Hash;
import io.countersign.proof.NoteKey;
import io.countersign.proof.Proofs;
import io.countersign.proof.SignedNote;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other implementations published. */
class PublishedVectorsTest {

    /** Of the log of Go's modules, as it is built into the go command. */
    private static final NoteKey SUM_GOLANG_ORG =
            NoteKey.parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");

    /** Tree heads that sum.golang.org gave out over the years. */
    @ParameterizedTest
    @CsvSource({
        "3935567, SapHtgdNCeF00Cx8kqztePV24kgzNg++Xovae42HAMw=,"
                + "Az3grsm7Wm4CVNR1RHq9BFnu9jzcRlU2uw7lr0gfUWgO6+rqPNjT+fUTl9gH0NRTgdwW9nItuQSMbhSaLCsk8YeYSAs=",
        "6476701, mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=,"
                + "Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=",
        "15067302, gJyioq6dwR9n+NjEWORfYmH+ubeYm3kH42BBQ0bTpYI=,"
                + "Az3grp1rvWOs5NKlr/xR4GLN/CDyzzakmt1o61uSxYKpK1SerqOP2ClbX/peKUZjYnyomH5Xz7GZG3TpB7OeKn4E2ww=",
        "19777102, +g50vJoV4VVGa6aiQF3LYGUZHEP4pvGkW38vlR7WKtU=,"
                + "Az3griMTLHyRzj7jMuyEt85a2JnegVME6Lx3xLEBdzTd3FMDiD5y3bHV24rcl0yijOtWxV0zyygwTdo/rnaennuoqgU=",
        "28891140, ++pUIeKTwGvykMUkmM3AT97PwQipMT6H/p7t86E0Sp0=,"
                + "Az3grqNvOILDz7xwAKugtVFZwd+I9IyB/mHrUYzcVaS9zKsRVdRLNGLFpnAcLhyoBBkdIYEzK/+7Eu4wanYttLrPsQo=",
        "65209736, 5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvRo=,"
                + "Az3grnbssgK7ubgFX36gVETtNv0U23qxyAhAMai2QUfeGa3nB/akvkMdlUErfcZz7l/R3cVtYspg3dxXABkGZZKdsQ8=",
    })
    void treeHeadsOfGosChecksumDatabase(long size, String root, String signature) {
        String head = "go.sum database tree\n" + size + "\n" + root + "\n\n— sum.golang.org " + signature + "\n";
        SignedNote note = SignedNote.parse(head);
        note.requireSignedBy(SUM_GOLANG_ORG);
        assertThat(Checkpoint.of(note)).isEqualTo(new Checkpoint("go.sum database tree", size, Hash.ofBase64(root)));
        assertThatThrownBy(() -> SignedNote.parse(head.replace("\n" + size + "\n", "\n" + (size + 1) + "\n"))
                        .requireSignedBy(SUM_GOLANG_ORG))
                .isInstanceOf(Forged.class);
    }

    /** The keys of witnesses are of a kind of their own. */
    @Test
    void theKeyOfAPublicWitness() {
        String key = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
        assertThat(NoteKey.parse(key)).hasToString(key);
        assertThat(NoteKey.parse(key).kind()).isEqualTo(NoteKey.Kind.WITNESS);
    }

    /** transparency-dev/merkle, testdata/inclusion and testdata/consistency. */
    @ParameterizedTest
    @CsvSource({
        "5, 8, XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=, QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=,"
                + "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms= yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA="
                + " 037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=",
        "1, 5, Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=, lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=,"
                + "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0= Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="
                + " vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
    })
    void proofsOfInclusion(long index, long size, String root, String leaf, String proof) {
        Hash known = Hash.ofBase64(root);
        Proofs.requireIncluded(Hash.ofBase64(leaf), index, size, hashes(proof), known);
        assertThatThrownBy(() -> Proofs.requireIncluded(Hash.ofBase64(leaf), index ^ 1, size, hashes(proof), known))
                .isInstanceOf(Forged.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 8, bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=, XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=,"
                + "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c= Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="
                + " a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=",
        "6, 8, duZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8=, XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=,"
                + "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o= yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA="
                + " 037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=",
    })
    void proofsOfConsistency(long earlier, long size, String before, String root, String proof) {
        Proofs.requireConsistent(earlier, Hash.ofBase64(before), size, Hash.ofBase64(root), hashes(proof));
        assertThatThrownBy(() ->
                        Proofs.requireConsistent(earlier, Hash.OF_NOTHING, size, Hash.ofBase64(root), hashes(proof)))
                .isInstanceOf(Forged.class);
    }

    private static List<Hash> hashes(String proof) {
        return Arrays.stream(proof.split(" ")).map(Hash::ofBase64).toList();
    }
}
