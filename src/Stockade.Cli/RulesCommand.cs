using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace Stockade.Cli;

/// <summary><c>stockade rules</c>: the list of rules.</summary>
internal sealed class RulesCommand
{
    private readonly Option<bool> _isJson = Choice.Create("--format", "How to write the list", ("text", false), ("json", true));

    public Command Create()
    {
        var command = new Command("rules", "List the rules.");
        command.Options.Add(_isJson);
        command.SetAction(Run);
        return command;
    }

    private static void WriteText(TextWriter output)
    {
        var rules = RuleReference.GetRules();
        var width = rules.Max(static rule => rule.Name.Length);
        foreach (var rule in rules)
            output.Write($"{rule.Id}  {rule.Severity,-7}  {rule.Name.PadRight(width)}  {rule.Title}\n");
    }

    private static void WriteJson(TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (var rule in RuleReference.GetRules())
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
        if (arguments.GetValue(_isJson))
            WriteJson(arguments.InvocationConfiguration.Output);
        else
            WriteText(arguments.InvocationConfiguration.Output);
        return ExitCode.Clean;
    }
}
