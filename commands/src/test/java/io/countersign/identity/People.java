package io.countersign.identity;

import io.countersign.privacy.SealedText;
import java.util.Set;

/** Who acts in the tests. */
public final class People {

    public static final Actor VIC_THE_VIEWER = person("vic", Role.VIEWER);
    public static final Actor ANN_THE_CONTRIBUTOR = person("ann", Role.CONTRIBUTOR);
    public static final Actor BOB_THE_REVIEWER = person("bob", Role.REVIEWER);
    public static final Actor CAROL_THE_REVIEWER = person("carol", Role.REVIEWER);
    public static final Actor ADA_THE_ADMIN = person("ada", Role.ADMIN);
    public static final Actor SOMEBODY_ALONE = new Actor(SubjectId.LOCAL_PERSON, Set.of(Role.ADMIN), true);

    private People() {}

    /** What a person wrote, under their key. */
    public static SealedText writtenBy(Actor actor) {
        return new SealedText(actor.subject(), "c2VhbGVk");
    }

    private static Actor person(String subject, Role role) {
        return new Actor(new SubjectId(subject), Set.of(role), false);
    }
}
