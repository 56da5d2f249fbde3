using System.Collections.Immutable;
using Stockade.Semantics.Kubernetes.Helm;
using Stockade.Text;

namespace Stockade.Tests.Semantics.Kubernetes.Helm;

public class RenderedTextTests
{
    private static readonly SourceLocation s_chart = new SourceFile("c/Chart.yaml", "name: c\n").At(6, 7);

    /// <summary>The first line of <paramref name="rendered"/> with <c>&lt;-</c> behind it, as <c>line:column</c> of the template, with the line where it does not stand there.</summary>
    private static string Find(string template, string rendered)
    {
        var mark = rendered.IndexOf("<-", StringComparison.Ordinal);
        var text = new RenderedText(
            "c:v",
            rendered.Remove(mark, 2).ReplaceLineEndings("\n"),
            s_chart,
            ImmutableDictionary<string, SourceFile>.Empty.Add("templates/t.yaml", new SourceFile("c/templates/t.yaml", template.ReplaceLineEndings("\n"))));
        var lines = text.File.Lines;
        var line = lines.GetLineSpan(lines.GetLinePosition(mark - 1).Line);
        var start = line.Start + line.Length - text.File.Content.AsSpan(line.Start, line.Length).TrimStart().Length;
        var origin = text.File.At(start, line.End).Origin;
        return $"{origin.Location}{(origin.Made is null ? string.Empty : $" '{origin.Made}'")}{(origin.Template is null ? string.Empty : $" {origin.Template}")}";
    }

    private static string Rendered(string text) => $"---\n# Source: c/templates/t.yaml\n{text}";

    [Theory]
    [InlineData("kind: A\nname: b\n", "kind: A\nname: b<-\n", "2:1")]
    [InlineData("kind: A\r\nspec:\r\n  name: b\r\n", "kind: A\nspec:\n  name: b<-\n", "3:3")]
    [InlineData("{{- if .Values.on }}\nkind: A\nname: {{ .Values.name }}\n{{- end }}\n", "kind: A\nname: b<-\n", "2:1 'name: b'")]

    // Both branches say it: which one it was cannot be told.
    [InlineData("kind: A\n{{ if .x }}\n- a: 1\n{{ else }}\n- a: 1\n{{ end }}\nend: 1\n", "kind: A\n- a: 1<-\nend: 1\n", "1:1 '- a: 1'")]
    [InlineData("kind: A\n- a: 1\nmiddle: 1\n- a: 1\nend: 1\n", "kind: A\n- a: 1\nmiddle: 1\n- a: 1<-\nend: 1\n", "4:1")]

    // A loop repeats the one line.
    [InlineData("kind: A\n{{ range .x }}\n- a: 1\n  b: {{ . }}\n{{ end }}\nend: 1\n", "kind: A\n- a: 1\n  b: 1\n- a: 1<-\n  b: 2\nend: 1\n", "3:1")]

    // As many as in the template, in its order.
    [InlineData("kind: A\n- a: 1\n- a: 1\nend: 1\n", "kind: A\n- a: 1\n- a: 1<-\nend: 1\n", "3:1")]

    // Helm sorts the documents of a template by kind.
    [InlineData("kind: B\nname: x\n---\nkind: A\nname: x\n", "kind: A\nname: x<-\n", "5:1")]

    // What a helper writes with another indentation is not the line above.
    [InlineData("labels:\n  app: web\nspec:\n{{ include \"labels\" . | nindent 4 }}\n", "labels:\n  app: web\nspec:\n    app: web<-\n", "1:1 'app: web'")]
    [InlineData("{{ include \"all\" . }}\n", "kind: A\nname: b<-\n", "1:1 'name: b'")]
    public void A_rendered_line_is_found_in_its_template(string template, string rendered, string expected) =>
        Assert.Equal($"c/templates/t.yaml:{expected}", Find(template, Rendered(rendered)));

    [Fact]
    public void What_a_packed_chart_renders_stands_where_the_chart_is_named() =>
        Assert.Equal("c/Chart.yaml:1:7 'name: b' c/charts/p/templates/t.yaml", Find(string.Empty, "---\n# Source: c/charts/p/templates/t.yaml\nname: b<-\n"));

    [Fact]
    public void A_chart_under_another_name_is_found_in_its_folder()
    {
        var templates = ImmutableDictionary<string, SourceFile>.Empty.Add("charts/real/templates/t.yaml", new SourceFile("c/charts/real/templates/t.yaml", "a: 1\n"));
        var text = new RenderedText("c:v", "---\n# Source: c/charts/other/templates/t.yaml\na: 1\n", s_chart, templates) { Aliases = ImmutableDictionary<string, string>.Empty.Add("other", "real") };

        var start = text.File.Content.IndexOf("a: 1", StringComparison.Ordinal);

        Assert.Equal("c/charts/real/templates/t.yaml:1:1", text.File.At(start, start + 4).ToString());
    }

    [Fact]
    public void A_span_over_several_lines_keeps_them()
    {
        var template = new SourceFile("c/templates/t.yaml", "{{ x }}\nspec:\n  a: 1\n  b: 2\n");
        var text = new RenderedText("c:v", Rendered("spec:\n  a: 1\n  b: 2\n"), s_chart, ImmutableDictionary<string, SourceFile>.Empty.Add("templates/t.yaml", template));

        var start = text.File.Content.IndexOf("a: 1", StringComparison.Ordinal);
        var origin = text.File.At(start, text.File.Content.IndexOf("b: 2", StringComparison.Ordinal) + 4).Origin;

        Assert.Equal("a: 1\n  b: 2", origin.Location.Text);
    }
}
