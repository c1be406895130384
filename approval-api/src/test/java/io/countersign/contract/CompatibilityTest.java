package io.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever checks that readers are not broken must find what would break them, and let pass what would not. */
class CompatibilityTest {

    private static final String RELEASED = """
            {"$id": "urn:a", "title": "A", "$ref": "urn:base", "required": ["data"],
             "$defs": {
               "urn:base": {"properties": {"id": {"type": "string"}}, "required": ["id"]},
               "urn:common": {"$defs": {"tag": {"type": "object",
                 "properties": {"key": {"type": "string"}, "value": {"type": "string"}}, "required": ["key"]}}}},
             "properties": {
               "type": {"const": "a.v1"},
               "data": {"type": "object", "required": ["name", "size"],
                 "properties": {
                   "name": {"type": "string", "description": "Its name."},
                   "size": {"type": ["integer", "string"]},
                   "when": {"type": "string", "format": "date-time"},
                   "odd": {"anyOf": [{"type": "number"}, {"enum": ["NaN"]}]},
                   "stage": {"type": "string", "x-known-values": ["None", "Staging"]},
                   "side": {"enum": ["left", "right"]},
                   "ids": {"type": "array", "items": {"type": "string"}},
                   "tags": {"type": "array", "items": {"$ref": "urn:common#/$defs/tag"}}}}}}""";

    private static List<String> breaksWith(String part, String instead) {
        assertThat(RELEASED).contains(part);
        return Compatibility.breaks(read(RELEASED), read(RELEASED.replace(part, instead)));
    }

    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"name\": {\"type\": \"string\", \"description\": \"Its name.\"},|~~|/data/name is gone",
                "\"name\": {|\"label\": {|/data/name is gone",
                "\"key\": {\"type\": \"string\"}, ||/data/tags[]/key is gone",
                "{\"id\": {\"type\": \"string\"}}|{}|/id is gone",
                "\"name\": {\"type\": \"string\"|\"name\": {\"type\": \"integer\"|/data/name: its type was",
                "[\"integer\", \"string\"]|\"integer\"|/data/size: its type was",
                "\"name\": {\"type\": \"string\"|\"name\": {\"type\": [\"string\", \"null\"]|/data/name: its type was",
                "\"items\": {\"type\": \"string\"}|\"items\": {\"type\": \"integer\"}|/data/ids[]: its type was",
                ", \"items\": {\"type\": \"string\"}||/data/ids[]: its type was",
                "\"value\": {\"type\": \"string\"}|\"value\": {\"type\": \"number\"}|/data/tags[]/value: its type was",
                "[\"name\", \"size\"]|[\"name\"]|/data/size is no longer required",
                "\"required\": [\"key\"]|\"required\": []|/data/tags[]/key is no longer required",
                "\"required\": [\"data\"]|\"required\": []|/data is no longer required",
                "\"right\"]|\"right\", \"up\"]|/data/side: its enum also has",
                "{\"enum\": [\"left\", \"right\"]}|{}|/data/side: its enum is gone",
                "\"description\": \"Its name.\"|\"enum\": [\"a\"]|/data/name: its enum is new",
                "[\"NaN\"]|[\"NaN\", \"Infinity\"]|/data/odd: its anyOf was",
                "\"date-time\"|\"date\"|/data/when: its format was",
                ", \"format\": \"date-time\"||/data/when: its format was",
                "\"description\": \"Its name.\"|\"maxLength\": 3|/data/name: its maxLength was",
                "a.v1|a.v2|/type: its const was"
            })
    void whatWouldBreakReadersIsFound(String part, String instead, String found) {
        assertThat(breaksWith(part, instead == null ? "" : instead))
                .singleElement()
                .asString()
                .startsWith(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"name\": {|\"new\": {\"type\": \"integer\"}, \"name\": {",
                "\"key\": {|\"new\": {\"enum\": [1]}, \"key\": {",
                "[\"name\", \"size\"]|[\"name\", \"size\", \"when\"]",
                "[\"None\", \"Staging\"]|[\"None\", \"Staging\", \"Production\"]",
                "[\"left\", \"right\"]|[\"left\"]",
                "Its name.|What it is called.",
                "\"title\": \"A\"|\"title\": \"B\""
            })
    void whatSaysMoreLetsReadersBe(String part, String instead) {
        assertThat(breaksWith(part, instead)).isEmpty();
    }

    @Test
    void aMemberMayMoveToAPartThatOthersShare() {
        assertThat(breaksWith("\"$ref\": \"urn:common#/$defs/tag\"", """
                "type": "object",
                "properties": {"key": {"type": "string"}, "value": {"type": "string"}}, "required": ["key"]""")).isEmpty();
    }
}
