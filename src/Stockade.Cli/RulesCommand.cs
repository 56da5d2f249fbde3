using System.Buffers;
using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace Stockade.Cli;

/// <summary><c>stockade rules</c>: the list of rules.</summary>
internal sealed class RulesCommand
{
    private readonly Option<bool> _isJson = Choice.Create("--format", "How to write the list", ("text", false), ("json", true));

    private readonly Option<string> _configuration = new("--config") { Description = "The file that names rules of the repository [default: stockade.yaml]", HelpName = "FILE" };

    public Command Create()
    {
        var command = new Command("rules", "List the rules, and those of the repository.");
        command.Options.Add(_configuration);
        command.Options.Add(_isJson);
        command.SetAction(Run);
        return command;
    }

    private static void WriteText(ImmutableArray<RuleSummary> rules, TextWriter output)
    {
        var idWidth = rules.Max(static rule => rule.Id.Length);
        var width = rules.Max(static rule => rule.Name.Length);
        foreach (var rule in rules)
            output.Write($"{rule.Id.PadRight(idWidth)}  {rule.Severity,-7}  {rule.Name.PadRight(width)}  {rule.Title}\n");
    }

    private static void WriteJson(ImmutableArray<RuleSummary> rules, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (var rule in rules)
            {
                json.WriteStartObject();
                json.WriteString("id", rule.Id);
                json.WriteString("name", rule.Name);
                json.WriteString("category", rule.Category);
                json.WriteString("severity", rule.Severity);
                json.WriteString("title", rule.Title);
                json.WriteString("helpLink", rule.HelpLink);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n");
    }

    private int Run(ParseResult arguments)
    {
        var run = new AnalysisOptions { RootDirectory = Directory.GetCurrentDirectory(), ConfigurationFile = arguments.GetValue(_configuration) is { } file ? Path.GetFullPath(file) : null };
        var rules = RuleReference.GetRules(run);
        if (arguments.GetValue(_isJson))
            WriteJson(rules, arguments.InvocationConfiguration.Output);
        else
            WriteText(rules, arguments.InvocationConfiguration.Output);

        // The rules of the repository are then not among them.
        var errors = RuleReference.GetConfigurationErrors(run);
        foreach (var error in errors)
            arguments.InvocationConfiguration.Error.Write($"error: {error}\n");
        return errors.IsEmpty ? ExitCode.Clean : ExitCode.Usage;
    }
}
