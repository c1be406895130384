package io.countersign.mlflow;

import io.countersign.identity.SubjectId;
import io.countersign.privacy.Vault;
import io.countersign.tag.Tag;
import org.springframework.stereotype.Component;

/** Makes tags for the log; one that names a person is sealed under the key of who sends it. */
@Component
public final class TagSealer {

    private final Vault vault;

    TagSealer(Vault vault) {
        this.vault = vault;
    }

    public Tag tag(SubjectId sender, String key, String value) {
        return Tag.namesPerson(key) ? Tag.sealed(key, vault.seal(sender, value)) : Tag.of(key, value);
    }
}
