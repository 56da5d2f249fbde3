using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Stockade.Analysis;
using Stockade.Semantics;

namespace Stockade.Tests.Reporting;

/// <summary>Whoever writes a manifest writes names and values into every report. None of them may be taken for a word of ours.</summary>
public sealed partial class ForgedOutputTests
{
    private const string Hostile =
        "x\n::error file=a,line=1::forged\r\n ::set-output name=a::b\r##vso[task.setvariable variable=a]b ##[error]c %0A::error ::d %0D%25 ; ] , : \u001B[31mred\u001B]8;;http://x\u001B\\ \u0085\u009B2J" +
        "\u202Eevil\u2066\u200F \u2028 \uFEFF\uFFFE\uFFFF\0\b\u000B\u000C\u007F <script>alert(1)</script> </failure> ]]> <!-- & &lt; \" ' | `x` [y](z) \\ {{ }} \uD83D\uDE00";

    public static TheoryData<ReportFormat> Formats => [.. Enum.GetValues<ReportFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_a_file_says_is_never_taken_for_a_command_a_line_or_markup(ReportFormat format)
    {
        var text = Write(format, Diagnostic());

        Assert.DoesNotMatch(ControlCharacters(), text);
        foreach (var line in text.Split('\n'))
        {
            // The first command of a line is what the agent reads; only the reporter of Azure Pipelines writes one, at the start.
            var agentCommand = AgentCommand().Match(line);
            Assert.True(!agentCommand.Success || (format == ReportFormat.Azure && agentCommand.Index == 0 && line.StartsWith("##vso[task.logissue type=warning;", StringComparison.Ordinal)), line);

            var command = WorkflowCommand.Parse(line);
            Assert.True(command is null || (format == ReportFormat.GitHub && command.Name == "warning" && line[0] == ':'), line);
            Assert.DoesNotContain("::", command?.Properties.Keys.Single(static key => key == "title") ?? "", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ReportFormat.Concise, 1)]
    [InlineData(ReportFormat.MSBuild, 1)]
    [InlineData(ReportFormat.LineProtocol, 1)]
    [InlineData(ReportFormat.GitHub, 2)]
    [InlineData(ReportFormat.Azure, 2)]
    public void One_diagnostic_stays_one_line(ReportFormat format, int lines) =>
        Assert.Equal(lines, Write(format, Diagnostic()).Count(static unit => unit == '\n'));

    [Theory]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.Sarif)]
    [InlineData(ReportFormat.GitLab)]
    [InlineData(ReportFormat.Rdjson)]
    public void JSON_keeps_every_character_of_the_message(ReportFormat format)
    {
        var strings = new List<string>();
        Collect(JsonDocument.Parse(Write(format, Diagnostic() with { Template = null })).RootElement);
        Assert.Contains(Hostile, strings);

        void Collect(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.String)
                strings.Add(element.GetString()!);
            else if (element.ValueKind == JsonValueKind.Array)
                element.EnumerateArray().ToList().ForEach(Collect);
            else if (element.ValueKind == JsonValueKind.Object)
                element.EnumerateObject().ToList().ForEach(property => Collect(property.Value));
        }
    }

    [Fact]
    public void JUnit_s_XML_is_well_formed_and_has_no_element_of_the_file_s()
    {
        var root = XDocument.Parse(Write(ReportFormat.JUnit, Diagnostic())).Root!;
        Assert.Equal(["testsuites", "testsuite", "testcase", "failure"], root.DescendantsAndSelf().Select(static element => element.Name.LocalName));
        Assert.Contains("<script>alert(1)</script> </failure> ]]> <!-- & &lt; \" '", root.Descendants("failure").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_step_summary_has_no_mark_of_the_file_s()
    {
        var row = Write(ReportFormat.StepSummary, Diagnostic()).TrimEnd('\n').Split('\n')[^1];
        Assert.Equal(5, row.Count(static unit => unit == '|'));
        Assert.DoesNotContain('<', row);
        Assert.DoesNotContain('`', row);
        Assert.Equal(1, row.Count(static unit => unit == '['));
    }

    [Fact]
    public void A_name_in_a_file_cannot_forge_a_line_of_the_model_or_of_an_explanation()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: " + JsonSerializer.Serialize(Hostile) + "\n  namespace: shop\nspec: { containers: [ { name: a } ] }\n");
        var result = AnalyzerEngine.Analyze(new AnalysisOptions { RootDirectory = folder.Path });
        var id = Assert.Single(Assert.Single(result.Model.Scopes).Workloads).Id;
        using var writer = new StringWriter();
        foreach (var format in Enum.GetValues<ModelFormat>())
            ModelWriter.Write(result, format, writer);
        ObjectReference.WriteExplanation(result, id, writer);

        Assert.DoesNotMatch(ControlCharacters(), writer.ToString());
        Assert.DoesNotMatch(AgentCommand(), writer.ToString());
        Assert.All(writer.ToString().Split('\n'), static line => Assert.Null(WorkflowCommand.Parse(line)));
    }

    private static RuleDiagnostic Diagnostic()
    {
        var finding = new Finding { Message = Hostile, Template = Hostile }.In(Hostile, Hostile + "[|y|]\n{why|z|}").ToDiagnostic();
        return finding with { Related = [finding.Related[0] with { Message = Hostile }], Overlays = [Hostile] };
    }

    private static string Write(ReportFormat format, RuleDiagnostic diagnostic)
    {
        var writer = new StringWriter();
        ReportWriter.Write(new AnalysisResult(new SemanticModel(), [diagnostic], new AnalysisSummary { Warnings = 1 }), format, writer, new ReportOptions { ShowStatistics = true });
        return writer.ToString();
    }

    // A tab separates the fields of the line protocol.
    [GeneratedRegex("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\uFFFE\\uFFFF]")]
    private static partial Regex ControlCharacters();

    [GeneratedRegex("##vso\\[|##\\[", RegexOptions.IgnoreCase)]
    private static partial Regex AgentCommand();
}
