using System.Collections.Immutable;
using System.Text;
using Stockade.Syntax.Yaml;
using Stockade.Text;

namespace Stockade.Tests.Syntax.Yaml;

public sealed class YamlReaderTests
{
    [Fact]
    public void A_stream_splits_at_its_markers_and_empty_documents_vanish()
    {
        var documents = Read("# head\n---\na: 1\n--- # again\nb: 2\n...\n# nothing\n---\n---\n...\n%YAML 1.2\n---\nc: 3\n--- {d: 4}\n");

        Assert.Equal(["a: 1", "b: 2", "c: 3", "{d: 4}"], documents.Select(TextOf));
        Assert.All(documents, document => Assert.Empty(document.Errors));
    }

    [Fact]
    public void A_marker_inside_a_value_is_no_marker()
    {
        Assert.Single(Read("a: |\n  ---\n  b\nc: x---\nd: ---x\n"));
    }

    [Fact]
    public void A_byte_order_mark_between_concatenated_files_belongs_to_no_key()
    {
        var documents = Read("\uFEFFa: 1\n---\n\uFEFFb: 2\n\uFEFF---\nc: 3\n---\n# x\n\uFEFF# y\nd: 4\n");

        Assert.Equal(["a", "b", "c", "d"], documents.Select(document => Assert.IsType<YamlMapping>(document.Root).Entries[0].Name));
    }

    [Fact]
    public void Documents_of_other_kinds_are_not_parsed()
    {
        const string Text = "kind: CustomResourceDefinition\nspec: [\n---\nkind: Pod\n---\n\"kind\": 'Pod'\n---\n{\"items\": [], \"kind\": \"Pod\"}\n---\nspec:\n  kind: Pod\n---\nkind:\n  Pod\n---\n  kind: Pod # x\n---\nkind: Pods\n---\nkind: &a Pod\n";

        var documents = YamlReader.Read(new SourceFile("a.yaml", Text), static kind => kind is "Pod");

        Assert.Equal(6, documents.Length);
        Assert.All(documents, document => Assert.Equal("Pod", Value(document, "kind")));
    }

    [Fact]
    public void A_bad_document_costs_exactly_itself()
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(i => i == 100 ? "---\nkind: Pod\nname: [1, 2\nx: y\n" : $"---\nkind: Pod\nname: p{i}\n"));

        var documents = YamlReader.Read(new SourceFile("a.yaml", text), static kind => kind is "Pod");

        Assert.Equal(200, documents.Length);
        Assert.Equal(199, documents.Count(document => document.Root is not null));
        Assert.Equal("'['", Assert.Single(documents[100].Errors).Message[4..7]);
    }

    [Fact]
    public void Helm_says_where_a_document_comes_from()
    {
        var documents = Read("---\n# Source: shop/templates/web.yaml\na: 1\n---\nb: 2\n# Source: no\n");

        Assert.Equal(["shop/templates/web.yaml", null], documents.Select(document => document.HelmSource));
    }

    [Fact]
    public void Anchors_are_shared_and_merge_keys_are_folded_in_behind_own_keys()
    {
        var root = Parse("base: &base {x: 1, y: 2}\nmore: &more\n  y: 3\n  z: 4\nuse:\n  <<: [*base, *more]\n  y: 5\nsame: *base\n");
        var use = Assert.IsType<YamlMapping>(root["use"]);

        Assert.Equal("y=5 x=1 z=4", string.Join(' ', use.Entries.Select(entry => $"{entry.Name}={((YamlScalar)entry.Value).Value}")));
        Assert.Same(root["base"], root["same"]);
        Assert.Equal("{x: 1, y: 2}", root["base"]!.Location.Text);
    }

    [Fact]
    public void A_quoted_merge_key_is_an_ordinary_key()
    {
        Assert.Equal("1", Assert.IsType<YamlScalar>(Parse("\"<<\": 1\n")["<<"]).Value);
    }

    [Fact]
    public void The_last_of_two_equal_keys_counts_and_is_reported()
    {
        var document = Assert.Single(Read("a: 1\nb: 2\na: 3\n"));

        Assert.Equal("3", Value(document, "a"));
        var error = Assert.Single(document.Errors);
        Assert.Equal(("key 'a' is given twice (first on line 1); the last one counts", 3), (error.Message, error.Location.Line));
    }

    [Fact]
    public void An_alias_bomb_stays_small()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 40; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        Assert.Equal(40, Parse(text.ToString()).Entries.Length);
    }

    [Fact]
    public void A_merge_bomb_ends_with_an_error()
    {
        var text = new StringBuilder("a: &a {").AppendJoin(", ", Enumerable.Range(0, 2000).Select(i => $"k{i}: 1")).Append("}\n");
        for (var i = 0; i < 2000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"m{i}: {{<<: *a}}\n");

        Assert.Contains("too many keys", Assert.Single(Assert.Single(Read(text.ToString())).Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("[\n")]
    [InlineData("? ")]
    public void Nesting_without_end_is_an_error(string level)
    {
        var document = Assert.Single(Read(string.Concat(Enumerable.Repeat(level, 100_000))));

        Assert.Null(document.Root);
        Assert.Equal("nested deeper than 512 levels", Assert.Single(document.Errors).Message);
    }

    [Fact]
    public void Deep_indentation_is_an_error()
    {
        var document = Assert.Single(Read(string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', i) + "a:\n"))));

        Assert.Equal("nested deeper than 512 levels", Assert.Single(document.Errors).Message);
    }

    [Theory]
    [InlineData("name: {{ .Values.x }}\n")]
    [InlineData("name: {{ .Values.x }}-web\n")]
    [InlineData("{{- if .Values.x }}\na: b\n{{- end }}\n")]
    [InlineData("a:\n  {{- toYaml . | nindent 2 }}\n")]
    [InlineData("{% if x %}\na: b\n{% endif %}\n")]
    public void A_template_is_no_broken_document(string text)
    {
        var document = Assert.Single(Read(text));

        Assert.Null(document.Root);
        Assert.Empty(document.Errors);
        Assert.StartsWith("{", text[document.TemplateMark!.Value.Start..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: '{{ x }}'\n")]
    [InlineData("a: |\n  {{ x }}\n")]
    [InlineData("a: b-{{ x }}\n")]
    [InlineData("# {{ x }}\na: b\n")]
    public void Template_marks_in_values_and_comments_are_text(string text)
    {
        Assert.NotNull(Assert.Single(Read(text)).Root);
    }

    [Fact]
    public void A_token_in_hash_braces_is_a_value()
    {
        var root = Parse("a: #{NAME}#\nb: # note\n");

        Assert.Equal("#{NAME}#", root["a"]!.Location.Text);
        Assert.True(((YamlScalar)root["b"]!).IsNull);
    }

    [Theory]
    [InlineData("x:\n  - data: {\n    a: b, # it's\n    c: \"d\"\n  }\n  - e: [\n  f, g]\n", "{x=[{data={a=b;c=d;};};{e=[f;g;];};];}")]
    [InlineData("x:\n  y: \"a\n b\n\n  c\"\nz: 1\n", "{x={y=a b\nc;};z=1;}")]
    [InlineData("x:\n  y: {a: \"b\n  c\",\n d: 'e\n f'}\n", "{x={y={a=b c;d=e f;};};}")]
    public void Lines_of_a_flow_collection_may_be_indented_at_will(string text, string expected)
    {
        Assert.Equal(expected, Print(Parse(text)));
    }

    [Theory]
    [InlineData("{\"kind\": \"Pod\", \"a\": \"}{\"}\n{\"kind\": \"Pod\", \"a\": [{}]}{\"kind\":\"Pod\",\"a\":\"\\\"\"}\n", 3)]
    [InlineData("{\"kind\": \"Pod\"}\n{\"kind\": \"ConfigMap\"}\n{\"kind\": \"Pod\"}", 2)]
    [InlineData("{\"kind\": \"Pod\"}\n---\n{\"kind\": \"Pod\"}\r\n\t{\"kind\": \"Pod\"}\n", 3)]
    [InlineData("{kind: Pod, a: it's}\n", 1)]
    public void Json_objects_may_follow_one_another(string text, int expected)
    {
        var documents = YamlReader.Read(new SourceFile("a.json", text) { Kind = FileKind.Json }, static kind => kind is "Pod");

        Assert.Equal(expected, documents.Length);
        Assert.All(documents, static document => Assert.Equal("Pod", Value(document, "kind")));
        Assert.All(documents, static document => Assert.Empty(document.Errors));
    }

    [Fact]
    public void A_kind_inside_json_of_another_kind_is_none()
    {
        const string Text = "{\"kind\": \"Description\", \"a\": 1, \"a\": 2, \"items\": [{\"kind\": \"Pod\"}]}";

        Assert.Empty(YamlReader.Read(new SourceFile("a.json", Text) { Kind = FileKind.Json }, static kind => kind is "Pod"));
    }

    [Fact]
    public void A_bad_json_object_costs_itself_alone()
    {
        var documents = Read("{\"a\": 1}\n{\"a\": ]}\n{\"a\": 3}\n");

        Assert.Equal([true, false, true], documents.Select(static document => document.Root is not null));
    }

    [Fact]
    public void Json_may_have_comments_and_tabs()
    {
        var file = new SourceFile("a.json", "// head\n{\n\t\"a\": \"//x\", /* b */\n\t\"c\": [1, 2] // end\n}\n") { Kind = FileKind.Json, IsNamedByUser = true };

        var document = Assert.Single(YamlReader.Read(file, static _ => true));

        Assert.Empty(document.Errors);
        Assert.Equal(("//x", "[1, 2]"), (Value(document, "a"), ((YamlMapping)document.Root!)["c"]!.Location.Text));
    }

    [Theory]
    [InlineData("a:\n  b: 1\n[|\t|]c: 2\n", "a tab is used for indentation; YAML allows only spaces there")]
    [InlineData("a:\n[|\t|]b: 1\n", "a tab is used for indentation; YAML allows only spaces there")]
    [InlineData("a:\n  b: 1\n  [|\t|]c: 2\n", "a tab is used for indentation; YAML allows only spaces there")]
    [InlineData("a: [|\"|]foo\nb: \"bar\"\nc: d\n", "the quote opened here is not closed on its line, so it takes in the lines below")]
    [InlineData("a: [|'|]foo\nb: c\n", "the quote opened here is not closed")]
    [InlineData("a: \"b\" [|c d|]\n", "text after the closing quote")]
    [InlineData("a: \"b[|\\q|]\"\n", "'\\q' is no escape of a double-quoted value; write '\\\\' for a backslash or use single quotes")]
    [InlineData("a: [|[|]1, 2\nb: c\n", "the '[' opened here is not closed, or a comma is missing in it")]
    [InlineData("a: [|{|]b: 1\nc: d\n", "the '{' opened here is not closed, or a comma is missing in it")]
    [InlineData("a: [|[|]1, 2", "the '[' opened here is not closed, or a comma is missing in it")]
    [InlineData("a: b[|:|] c\n", "a second ': ' on this line; put the value in quotes, or the key on a line of its own")]
    [InlineData("a:\n    b: 1\n      [|c|]: 2\n", "this line continues the value above it, which cannot hold a key: wrong indentation, or a ':' missing above")]
    [InlineData("a:\n  b: 1\n [|c:|] 2\n", "the indentation of this line fits no line above it")]
    [InlineData("a: 1\n[|foo bar|]\nb: 2\n", "expected a key followed by ':'")]
    [InlineData("a: 1\n[|b:c|]\nd: 2\n", "a key needs a space after its ':'")]
    [InlineData("a:\n- b\n[|-c|]\n", "a list item needs a space after its '-'")]
    [InlineData("a: [|@|]b\n", "a value cannot begin with '@' unless it is in quotes")]
    [InlineData("a: [|*|]\n", "'*' begins an alias here; put the value in quotes")]
    [InlineData("a: [|*b|]\n", "alias '*b' names no anchor above it in this document")]
    [InlineData("a: &a {b: [|*a|]}\n", "alias '*a' stands inside the very node it names")]
    [InlineData("[|{a: b}|]: c\n", "a mapping or a list cannot be a key")]
    [InlineData("a: [|]|]\n", "unexpected ']'")]
    [InlineData("a: b[|\u0007|]\n", "the control character U+0007 is not allowed in YAML")]
    [InlineData("<<: 1\n", "'<<' needs a mapping or a list of mappings")]
    public void A_fault_is_reported_where_it_is_mended(string marked, string message)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var text = start < 0 ? marked : marked.Remove(start, 2);
        var end = start < 0 ? -1 : text.LastIndexOf("|]", StringComparison.Ordinal);
        text = start < 0 ? text : text.Remove(end, 2);

        var document = Assert.Single(Read(text));

        var error = Assert.Single(document.Errors);
        Assert.Null(document.Root);
        Assert.Equal(message, error.Message);
        Assert.Equal(start < 0 ? "<<" : text[start..end], error.Location.Text);
        Assert.Equal(Math.Max(start, 0), error.Location.Span.Start);
    }

    private static string Value(YamlDocument document, string key) => Assert.IsType<YamlScalar>(Assert.IsType<YamlMapping>(document.Root)[key]).Value;

    private static string Print(YamlNode node) => node switch
    {
        YamlMapping mapping => $"{{{string.Concat(mapping.Entries.Select(static entry => $"{entry.Name}={Print(entry.Value)};"))}}}",
        YamlSequence sequence => $"[{string.Concat(sequence.Items.Select(static item => Print(item) + ";"))}]",
        _ => ((YamlScalar)node).Value,
    };

    private static string TextOf(YamlDocument document) => document.Root!.Location.Text;

    private static YamlMapping Parse(string text)
    {
        var document = Assert.Single(Read(text));
        Assert.Empty(document.Errors);
        return Assert.IsType<YamlMapping>(document.Root);
    }

    private static ImmutableArray<YamlDocument> Read(string text) => YamlReader.Read(new SourceFile("a.yaml", text) { IsNamedByUser = true }, static _ => true);
}
