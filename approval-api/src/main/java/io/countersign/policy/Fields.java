package io.countersign.policy;

import io.countersign.wire.StorableText;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The fields of one mapping of a document. What is missing or of another kind is noted, and reading goes on, so that an
 * author sees all errors at once; {@link #end} notes what nobody asked for.
 */
final class Fields {

    private static final int LONGEST_QUOTE = 200;

    private final Node node;
    private final String path;
    private final DocumentErrors errors;
    private final Map<String, NodeTuple> given = new LinkedHashMap<>();
    private final Map<String, Node> unread = new LinkedHashMap<>();

    private Fields(Node node, String path, DocumentErrors errors) {
        this.node = node;
        this.path = path;
        this.errors = errors;
    }

    static Fields of(Node node, String path, DocumentErrors errors) {
        Fields fields = new Fields(node, path, errors);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(fields::take);
        } else {
            errors.add(node.getStartMark(), path, "Here must be fields with values.");
        }
        return fields;
    }

    private void take(NodeTuple field) {
        if (field.getKeyNode() instanceof ScalarNode name) {
            requireStorable(name, path);
            given.putIfAbsent(name.getValue(), field);
            if (unread.put(name.getValue(), field.getValueNode()) != null) {
                errors.add(name.getStartMark(), at(name.getValue()), "This field is given twice.");
            }
        } else {
            errors.add(field.getKeyNode().getStartMark(), path, "The name of a field must be plain text.");
        }
    }

    void end() {
        unread.keySet().forEach(name -> wrong(name, "There is no such field."));
    }

    boolean has(String name) {
        return unread.containsKey(name);
    }

    Optional<Node> node(String name) {
        return Optional.ofNullable(unread.remove(name));
    }

    String required(String name) {
        Optional<Node> value = node(name);
        if (value.isEmpty() && node instanceof MappingNode) {
            errors.add(node.getStartMark(), at(name), "This field is missing.");
        }
        return value.map(found -> text(found, at(name))).orElse("");
    }

    String text(String name, String otherwise) {
        return node(name).map(found -> text(found, at(name))).orElse(otherwise);
    }

    @Nullable
    String textOrNull(String name) {
        return node(name).map(found -> text(found, at(name))).orElse(null);
    }

    /** @param like what would be right, for the message */
    <T> @Nullable T parsed(String name, Function<String, T> parse, String like) {
        Node found = unread.get(name);
        String text = textOrNull(name);
        return found == null || text == null ? null : parsed(found, at(name), text, parse, like);
    }

    private <T> @Nullable T parsed(Node found, String field, String text, Function<String, T> parse, String like) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            String given = DocumentErrors.cut(text, LONGEST_QUOTE);
            errors.add(found.getStartMark(), field, "\"" + given + "\" will not do: use " + like + ".");
            return null;
        }
    }

    /** False when it is not given. */
    boolean flag(String name) {
        return Boolean.TRUE.equals(parsed(name, Values::truth, "true or false"));
    }

    List<String> texts(String name) {
        return each(name, Fields::textOf);
    }

    <T> List<T> parsedEach(String name, Function<String, T> parse, String like) {
        return each(name, (fields, item, field) -> fields.parsed(item, field, fields.text(item, field), parse, like));
    }

    List<Fields> mappings(String name) {
        return each(name, (fields, item, field) -> of(item, field, fields.errors));
    }

    Optional<Fields> mapping(String name) {
        return node(name).map(found -> of(found, at(name), errors));
    }

    /** The fields of a mapping whose names are the author's. */
    Map<String, String> entries(String name) {
        Map<String, String> entries = new LinkedHashMap<>();
        mapping(name).ifPresent(fields -> List.copyOf(fields.unread.keySet())
                .forEach(key -> entries.put(key, fields.required(key))));
        return entries;
    }

    /** Reads one item of a list. */
    interface Item<T> {
        @Nullable
        T read(Fields fields, Node item, String field);
    }

    <T> List<T> each(String name, Item<T> reader) {
        List<T> read = new ArrayList<>();
        node(name).ifPresent(found -> items(found, at(name), reader, read));
        return read;
    }

    private <T> void items(Node found, String field, Item<T> reader, List<T> read) {
        if (found instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                T item = reader.read(this, list.getValue().get(i), field + "[" + i + "]");
                if (item != null) {
                    read.add(item);
                }
            }
        } else {
            errors.add(found.getStartMark(), field, "Here must be a list.");
        }
    }

    private static String textOf(Fields fields, Node item, String field) {
        return fields.text(item, field);
    }

    private String text(Node found, String field) {
        if (found instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            requireStorable(scalar, field);
            return scalar.getValue();
        }
        errors.add(found.getStartMark(), field, "Here must be a text.");
        return "";
    }

    /** By its escapes a document can say what it could not hold itself. */
    private void requireStorable(ScalarNode text, String field) {
        StorableText.problem(text.getValue())
                .ifPresent(problem -> errors.add(text.getStartMark(), field, "This cannot be stored: " + problem));
    }

    /** @param name of the field that is wrong; empty for all of them together */
    void wrong(String name, String message) {
        NodeTuple field = given.get(name);
        Node place = field == null ? node : field.getKeyNode();
        errors.add(place.getStartMark(), name.isEmpty() ? path : at(name), message);
    }

    void unknownGroup(String name, String group) {
        wrong(name, "Nobody is in the group " + group + "; is its name right?");
        errors.noteUnknownGroup();
    }

    /**
     * Notes what is wrong within a text, on the line where it is. Only a literal block keeps its lines; of other texts
     * the first line is known.
     *
     * @param line of the text, from 1
     */
    void wrongWithin(String name, int line, String message) {
        NodeTuple field = given.get(name);
        if (field != null && field.getValueNode() instanceof ScalarNode text) {
            int first = text.getStartMark().getLine() + 1;
            boolean isBlock = text.getScalarStyle() == DumperOptions.ScalarStyle.LITERAL;
            errors.add(isBlock ? first + line : first, at(name), message);
        }
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
