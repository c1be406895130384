package io.countersign.importer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Brings registered models with their versions. */
record RegistryImport(MlflowReader source, MlflowReader own, Target target, Comparison comparison) {

    void bring(JsonNode model) {
        String name = Facts.text(model, "name");
        List<JsonNode> versions = source.versions(model);
        try {
            target.send(
                    "models",
                    Target.fields(
                            model, "name", "description", "creation_timestamp", "last_updated_timestamp", "tags"));
        } catch (HttpFailure refused) {
            comparison.left("model " + name + " with its versions", Import.why(refused), Facts.ofModel(model));
            return;
        }
        versions.forEach(version -> bringVersion(name, version, model));
        compare(name, model, versions);
    }

    private void bringVersion(String name, JsonNode version, JsonNode model) {
        String number = Facts.text(version, "version");
        try {
            Map<String, Object> message = Target.fields(
                    version,
                    "name",
                    "version",
                    "current_stage",
                    "source",
                    "run_id",
                    "run_link",
                    "model_id",
                    "description",
                    "user_id",
                    "creation_timestamp",
                    "last_updated_timestamp",
                    "tags");
            message.put("aliases", aliases(model, number));
            runLocation(version).ifPresent(location -> message.put("run_location", location));
            String location = Facts.text(target.send("versions", message), "location");
            if (location.startsWith("unavailable:")) {
                comparison.left(
                        "files of model " + name + ", version " + number,
                        Facts.text(version, "source") + " is on a disk of the other server");
            }
        } catch (HttpFailure refused) {
            comparison.left("model " + name + ", version " + number, Import.why(refused));
        }
    }

    private static List<String> aliases(JsonNode model, String version) {
        return MlflowReader.list(model.path("aliases")).stream()
                .filter(alias -> Facts.text(alias, "version").equals(version))
                .map(alias -> Facts.text(alias, "alias"))
                .toList();
    }

    private Optional<String> runLocation(JsonNode version) {
        String run = Facts.text(version, "run_id");
        return run.isEmpty()
                ? Optional.empty()
                : source.findRun(run).map(found -> Facts.text(found.path("info"), "artifact_uri"));
    }

    private void compare(String name, JsonNode model, List<JsonNode> versions) {
        JsonNode here = own.findModel(name).orElse(null);
        if (here == null) {
            comparison.left("model " + name, "it has another name here by now", Facts.ofModel(model));
            return;
        }
        Waiting waiting = target.waiting(name);
        List<JsonNode> aliases = waiting.aliases(model);
        aliases.forEach(alias -> comparison.waits("model " + name + ": alias " + Facts.text(alias, "alias")));
        comparison.add("model " + name, Facts.ofModel(model), Facts.ofModel(Waiting.withAliases(here, aliases)));
        Map<String, JsonNode> numbered = new TreeMap<>();
        own.versions(here).forEach(version -> numbered.put(Facts.text(version, "version"), version));
        versions.forEach(version -> {
            String thing = "model " + name + ", version " + Facts.text(version, "version");
            JsonNode same = numbered.get(Facts.text(version, "version"));
            if (same == null) {
                comparison.add(thing, Facts.ofVersion(version), new Facts());
                return;
            }
            Optional<JsonNode> asAskedFor = waiting.inStage(same, version);
            asAskedFor.ifPresent(found -> comparison.waits(thing + ": " + Facts.text(version, "current_stage")));
            comparison.add(thing, Facts.ofVersion(version), Facts.ofVersion(asAskedFor.orElse(same)));
        });
    }
}
